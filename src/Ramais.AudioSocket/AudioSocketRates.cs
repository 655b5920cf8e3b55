namespace Ramais.AudioSocket;

/// <summary>Which sample rate an audio message type carries, and the reverse.</summary>
public static class AudioSocketRates
{
    private static readonly int[] Hertz = [8000, 12000, 16000, 24000, 32000, 44100, 48000, 96000, 192000];

    /// <summary>The sample rate of an audio message.</summary>
    /// <param name="type">A message type.</param>
    /// <param name="sampleRate">Samples a second, 0 when the type is not audio.</param>
    /// <returns>Whether the type is audio.</returns>
    public static bool TryGetSampleRate(AudioSocketMessageType type, out int sampleRate)
    {
        var index = (int)type - (int)AudioSocketMessageType.Audio8Khz;
        var isAudio = (uint)index < (uint)Hertz.Length;
        sampleRate = isAudio ? Hertz[index] : 0;
        return isAudio;
    }

    /// <summary>The message type that carries audio of a sample rate.</summary>
    /// <param name="sampleRate">8000, 12000, 16000, 24000, 32000, 44100, 48000, 96000 or 192000 samples a second.</param>
    /// <exception cref="ArgumentOutOfRangeException">The protocol has no type for the rate.</exception>
    public static AudioSocketMessageType GetMessageType(int sampleRate)
    {
        var index = Array.IndexOf(Hertz, sampleRate);
        if (index < 0)
            throw new ArgumentOutOfRangeException(nameof(sampleRate), sampleRate, "AudioSocket carries 8, 12, 16, 24, 32, 44.1, 48, 96 or 192 kHz; resample first.");
        return (AudioSocketMessageType)((int)AudioSocketMessageType.Audio8Khz + index);
    }

    /// <summary>Refuses what no peer should be sent: Asterisk hangs up on audio of length 0, and half a sample shifts every one after it.</summary>
    internal static void ThrowIfNotWholeSamples(int length)
    {
        if (length == 0 || length % sizeof(short) != 0)
            throw new ArgumentException($"An audio message holds whole 16-bit samples, at least one; {length} bytes are not.");
    }
}
