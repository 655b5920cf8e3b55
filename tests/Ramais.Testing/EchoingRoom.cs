using Ramais.Voice;

namespace Ramais.Testing;

/// <summary>
/// A loudspeaker beside a microphone: what the phone plays comes back later and weaker, once directly and once from a wall 13 ms behind it. It notes
/// frame by frame what was played, what came back and what the party itself said.
/// </summary>
internal sealed class EchoingRoom(double decibels, TimeSpan delay)
{
    private const double Wall = 0.013;
    private const float Audible = 100;

    private readonly double _factor = Math.Pow(10, decibels / 20);
    private readonly int _direct = (int)(delay.TotalSeconds * AudioClip.SampleRate) + 37; // no whole number of frames
    private readonly List<short> _played = [];
    private readonly List<float> _levels = [];
    private int _pickedUp;

    /// <summary>Of each frame that the party spoke: how loud the party was, and how loud the echo beside it.</summary>
    public List<(float Party, float Echo)> Heard { get; } = [];

    /// <summary>The number of the last frame that was no silence.</summary>
    public int LastAudible => _levels.FindLastIndex(level => level > Audible);

    /// <summary>A frame from the other side.</summary>
    public void Play(ReadOnlySpan<short> frame)
    {
        _played.AddRange(frame);
        _levels.Add(FrameLevel.Of(frame));
    }

    /// <summary>What the microphone makes of what the party says.</summary>
    public short[] PickUp(short[] said)
    {
        var echo = said.Select((_, i) => (short)(_factor * (At(_pickedUp + i - _direct) + (0.5 * At(_pickedUp + i - _direct - (int)(Wall * AudioClip.SampleRate)))))).ToArray();
        _pickedUp += said.Length;
        Heard.Add((FrameLevel.Of(said), FrameLevel.Of(echo)));
        return [.. said.Zip(echo, (own, back) => (short)Math.Clamp(own + back, short.MinValue, short.MaxValue))];
    }

    private short At(int index) => index >= 0 && index < _played.Count ? _played[index] : (short)0;
}
