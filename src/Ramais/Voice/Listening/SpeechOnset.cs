using System.Numerics;

namespace Ramais.Voice;

/// <summary>
/// The last frames before speech is believed: loud for longer than a click, and with enough in them that is no hiss and no tone.
/// </summary>
internal sealed class SpeechOnset
{
    /// <summary>160 ms are looked at: a short "sim" fits in.</summary>
    public const int WindowFrames = 8;

    /// <summary>A click of 60 ms touches four frames.</summary>
    private const int LoudFrames = 5;

    private const int VoiceFrames = 3;
    private const int Window = (1 << WindowFrames) - 1;

    // One bit a frame, the newest lowest.
    private int _loud;
    private int _voice;

    /// <summary>Loud frames in the window.</summary>
    public int Loud => BitOperations.PopCount((uint)_loud);

    /// <summary>Frames from the first loud one in the window to the last frame, both counted; 0 when none is loud.</summary>
    public int Age => _loud == 0 ? 0 : BitOperations.Log2((uint)_loud) + 1;

    /// <summary>Whether this is how speech begins.</summary>
    public bool IsSpeech => Loud >= LoudFrames && BitOperations.PopCount((uint)_voice) >= VoiceFrames;

    /// <summary>Takes the next frame.</summary>
    /// <param name="loud">It stands out from the noise.</param>
    /// <param name="voice">It is loud and can be a voice.</param>
    public void Add(bool loud, bool voice)
    {
        _loud = (_loud << 1 | (loud ? 1 : 0)) & Window;
        _voice = (_voice << 1 | (voice ? 1 : 0)) & Window;
    }

    public void Clear() => (_loud, _voice) = (0, 0);
}
