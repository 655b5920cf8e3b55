namespace Ramais.Voice;

/// <summary>What a <see cref="SpeechDetector"/> makes of the frame it was given last.</summary>
internal enum SpeechState
{
    /// <summary>Nobody speaks.</summary>
    Quiet,

    /// <summary>Something is loud; it may be a click or a tone.</summary>
    Starting,

    /// <summary>Somebody speaks, in this very frame.</summary>
    Speaking,

    /// <summary>Somebody spoke just now; the pause may be one between syllables.</summary>
    Stopping,
}
