using Ramais.Voice;

namespace Ramais.Calls;

/// <summary>One thing that a leg has to say.</summary>
/// <param name="Id">Counts the lines of the leg.</param>
/// <param name="Key">Of the sentence, or a word for a sound.</param>
/// <param name="Text">The sentence; null for a sound.</param>
/// <param name="Clip">The sound; null for a sentence.</param>
/// <param name="Interruptible">Whether a party who speaks stops it.</param>
/// <param name="From">Where it begins: not at its beginning when it goes on after an interruption.</param>
internal sealed record VoiceLine(long Id, string Key, PromptText? Text, AudioClip? Clip, bool Interruptible, TimeSpan From = default)
{
    /// <summary>Nothing but the end of the leg keeps it from being said.</summary>
    public bool MustBeHeard { get; init; }

    /// <summary>When it was ready to be played, since the accept. Written by whoever fetches it, before the ticker knows of it.</summary>
    public TimeSpan Ready { get; set; }
}
