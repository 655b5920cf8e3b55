namespace Ramais.Conversation.Visitor;

/// <summary>Whose name a run of words is.</summary>
internal enum NameRole
{
    /// <summary>The sentence does not say; what was asked decides.</summary>
    Open,

    /// <summary>The person at the gate: "sou o", "meu nome é".</summary>
    Visitor,

    /// <summary>The person upstairs: "para a", "falar com".</summary>
    Resident,

    /// <summary>After "do" or "da": a resident if the directory knows the name, else a shop or a place.</summary>
    Origin,
}

/// <summary>Words that read as a name.</summary>
/// <param name="Start">The first word, a title included.</param>
/// <param name="End">The word after the last.</param>
/// <param name="Text">As spoken, in capitals where names have them.</param>
/// <param name="Role">Whose it is, by the words before it.</param>
internal sealed record NameRun(int Start, int End, string Text, NameRole Role);
