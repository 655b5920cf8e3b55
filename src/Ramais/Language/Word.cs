namespace Ramais.Language;

/// <summary>What follows a word.</summary>
internal enum Stop
{
    /// <summary>The next word, without a pause.</summary>
    None,

    /// <summary>A comma, a full stop, dots: the clause ends.</summary>
    Pause,

    /// <summary>A question mark: the clause ends and asks.</summary>
    Question,
}

/// <summary>One word as spoken.</summary>
/// <param name="Text">Small letters without accents, stretched letters shortened: "Nããão" is "nao".</param>
/// <param name="Surface">As the recogniser wrote it.</param>
/// <param name="After">What follows it.</param>
internal readonly record struct Word(string Text, string Surface, Stop After)
{
    public bool IsNumber => Text.Length > 0 && char.IsAsciiDigit(Text[0]);
}
