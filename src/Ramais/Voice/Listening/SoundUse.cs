namespace Ramais.Voice;

/// <summary>What becomes of the sound of utterances. Most legs of most calls need none of it, and it is what a call would hold most of.</summary>
internal enum SoundUse
{
    /// <summary>Nobody asks for it: utterances are instants alone.</summary>
    None,

    /// <summary>A recogniser takes it frame by frame.</summary>
    Streamed,

    /// <summary>The utterance has it too, when it ends.</summary>
    Kept,
}
