using System.Buffers.Binary;
using Ramais.AudioSocket;
using Ramais.Server.Phone;
using Ramais.Voice;

namespace Ramais.Server.Load;

/// <summary>
/// Ten seconds of whole messages for the senders to go round in: four seconds of <see cref="SyntheticSpeech"/> and six of a quiet
/// hiss, so that a party speaks 40 % of the time.
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
        BinaryPrimitives.WriteUInt16BigEndian(target[1..], MessageLength - AudioSocketCodec.HeaderLength);
        for (var sample = 0; sample < AudioClip.FrameSamples; sample++)
        {
            var seconds = ((message * AudioClip.FrameSamples) + sample) / (double)AudioClip.SampleRate;
            var value = (message < SpokenMessages ? SyntheticSpeech.At(seconds) : 0) + ((noise.NextDouble() - 0.5) * 60);
            BinaryPrimitives.WriteInt16LittleEndian(target[(AudioSocketCodec.HeaderLength + (sample * sizeof(short)))..], (short)value);
        }
    }
}
