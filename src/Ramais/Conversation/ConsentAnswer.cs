namespace Ramais.Conversation;

/// <summary>What a resident's reply means. Everything that is not plainly one of the others is <see cref="Unclear"/>, the default.</summary>
internal enum ConsentAnswer
{
    Unclear,
    Authorize,
    Deny,

    /// <summary>Wants to know who, what for, from where.</summary>
    Question,

    /// <summary>Did not hear.</summary>
    Repeat,

    /// <summary>Asks for time.</summary>
    Wait,
}
