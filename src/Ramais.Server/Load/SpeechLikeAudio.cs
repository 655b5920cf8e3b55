using Ramais.AudioSocket;
using Ramais.Voice;

namespace Ramais.Server.Load;

/// <summary>
/// Ten seconds of whole messages for the senders to go round in: four seconds of something like speech (harmonics of a gliding pitch under
/// an envelope of four syllables a second) and six of a quiet hiss, so that a party speaks 40 % of the time.
/// </summary>
internal sealed class SpeechLikeAudio
{
    public const int Messages = 500;

    private const int SpokenMessages = Messages * 2 / 5;
    private const int MessageLength = AudioSocketCodec.HeaderLength + (AudioClip.FrameSamples * sizeof(short));

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Messages * MessageLength, pinned: true);

    public SpeechLikeAudio()
    {
        var noise = new Random(1); // the same sound in every run
        for (var message = 0; message < Messages; message++)
            Fill(message, noise);
    }

    /// <summary>Header and payload of one message; the numbers go round.</summary>
    public ReadOnlySpan<byte> this[long message] => _bytes.AsSpan((int)(message % Messages) * MessageLength, MessageLength);

    private void Fill(int message, Random noise)
    {
        var target = _bytes.AsSpan(message * MessageLength, MessageLength);
        target[0] = (byte)AudioSocketMessageType.Audio8Khz;
        BitConverter.TryWriteBytes(target[1..], System.Net.IPAddress.HostToNetworkOrder((short)(MessageLength - AudioSocketCodec.HeaderLength)));
        for (var sample = 0; sample < AudioClip.FrameSamples; sample++)
        {
            var seconds = ((message * AudioClip.FrameSamples) + sample) / (double)AudioClip.SampleRate;
            var value = (message < SpokenMessages ? Voice(seconds) : 0) + ((noise.NextDouble() - 0.5) * 60);
            BitConverter.TryWriteBytes(target[(AudioSocketCodec.HeaderLength + (sample * sizeof(short)))..], (short)value);
        }
    }

    private static double Voice(double seconds)
    {
        var pitch = 120 + (20 * Math.Sin(2 * Math.PI * 0.5 * seconds));
        var envelope = Math.Pow(Math.Sin(Math.PI * 4 * seconds), 2);
        var sum = 0.0;
        for (var harmonic = 1; harmonic <= 12; harmonic++)
            sum += Math.Sin(2 * Math.PI * pitch * harmonic * seconds) / harmonic;
        return 3500 * envelope * sum;
    }
}
