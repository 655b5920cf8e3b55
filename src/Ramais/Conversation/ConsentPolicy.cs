namespace Ramais.Conversation;

/// <summary>What a resident's yes takes (CONSENT). A no takes either, everywhere.</summary>
internal enum ConsentPolicy
{
    /// <summary>A spoken yes, or the key 1.</summary>
    Voice,

    /// <summary>The key 1; a spoken yes is asked to press it.</summary>
    Key,

    /// <summary>A spoken yes and the key 1, in any order.</summary>
    Both,
}
