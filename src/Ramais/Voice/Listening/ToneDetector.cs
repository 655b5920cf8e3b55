namespace Ramais.Voice;

/// <summary>
/// Notices a steady tone: the beep of a voicemail, at whatever pitch. Passes every frame on; counts in frames and needs no clock.
/// </summary>
/// <remarks>
/// The samples of a sine obey x[n-1] + x[n+1] = 2 cos(w) x[n]. The best such factor is computed for each frame, and what it leaves
/// unexplained. A hummed vowel comes near it for some frames, but nobody holds a pitch to one part in fifty for a third of a second.
/// </remarks>
internal sealed class ToneDetector(IFrameListener next, ISpeechEvents events) : IFrameListener
{
    private const int Frames = 15;

    /// <summary>Of the energy of the sums, this much may be left unexplained: a tone over a telephone codec leaves about a thousandth.</summary>
    private const float Unexplained = 0.01f;

    /// <summary>Mean square of a sample: quieter tones are echoes.</summary>
    private const float Quietest = 300 * 300;

    /// <summary>How much the pitch may wander while it is the same tone.</summary>
    private const float Wander = 0.02f;

    // Below, a voice's fundamental; above, the telephone's band ends.
    private const float LowestHertz = 350;
    private const float HighestHertz = 2500;

    private int _steady;
    private float _hertz;
    private TimeSpan _start;

    public void OnFrame(ReadOnlySpan<short> frame, TimeSpan start)
    {
        Follow(PitchOf(frame), start);
        next.OnFrame(frame, start);
    }

    private void Follow(float hertz, TimeSpan start)
    {
        if (hertz == 0)
        {
            _steady = 0;
            return;
        }
        if (_steady == 0 || MathF.Abs(hertz - _hertz) > Wander * _hertz)
            (_steady, _hertz, _start) = (0, hertz, start);
        if (++_steady == Frames)
            events.OnTone(_start);
    }

    /// <returns>In hertz; 0 when the frame is no tone.</returns>
    private static float PitchOf(ReadOnlySpan<short> frame)
    {
        var (own, cross, sums) = (0f, 0f, 0f);
        for (var i = 1; i < frame.Length - 1; i++)
        {
            float sum = frame[i - 1] + frame[i + 1];
            own += (float)frame[i] * frame[i];
            cross += sum * frame[i];
            sums += sum * sum;
        }
        if (own < Quietest * frame.Length)
            return 0;
        var twiceCosine = cross / own;
        var left = sums - twiceCosine * cross;
        if (left > Unexplained * own || MathF.Abs(twiceCosine) >= 2)
            return 0;
        var hertz = MathF.Acos(twiceCosine / 2) * AudioClip.SampleRate / (2 * MathF.PI);
        return hertz is >= LowestHertz and <= HighestHertz ? hertz : 0;
    }
}
