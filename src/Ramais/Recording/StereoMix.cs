using Ramais.Calls;
using Ramais.Voice;

namespace Ramais.Recording;

/// <summary>
/// The last seconds of a recording, where frames that arrive in any order are put in their places and added up. What no frame fills is
/// silence, so the two sides stay aligned by time. For the writer.
/// </summary>
internal sealed class StereoMix
{
    public const int Channels = 2;

    /// <summary>Samples a channel: what the taps hold, and what is held back for late frames, with room to spare.</summary>
    private const int Length = 6 * AudioClip.SampleRate;

    private readonly short[] _samples = new short[Length * Channels];

    /// <summary>Up to where it has been written, in samples of one channel.</summary>
    public long Start { get; private set; }

    /// <summary>Up to where there is any sound.</summary>
    public long End { get; private set; }

    /// <summary>Adds a frame; what lies before <see cref="Start"/> comes too late and is left out.</summary>
    public void Add(LegRole role, long position, ReadOnlySpan<short> frame, RecordingFile file)
    {
        Flush(position + frame.Length - Length, file);
        End = Math.Max(End, position + frame.Length);
        for (var i = (int)Math.Max(0, Start - position); i < frame.Length; i++)
        {
            ref var sample = ref _samples[((position + i - Start) * Channels) + (int)role];
            sample = (short)Math.Clamp(sample + frame[i], short.MinValue, short.MaxValue);
        }
    }

    /// <summary>Writes everything before a place.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public void Flush(long until, RecordingFile file)
    {
        while (Start < until)
        {
            var count = (int)Math.Min(Length, until - Start);
            file.Append(_samples.AsSpan(0, count * Channels));
            _samples.AsSpan(count * Channels).CopyTo(_samples);
            _samples.AsSpan((Length - count) * Channels).Clear();
            Start += count;
        }
    }
}
