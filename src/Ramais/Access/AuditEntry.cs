namespace Ramais.Access;

/// <summary>One link of the audit chain. Every field is text as it was hashed.</summary>
/// <param name="Seq">From 1, without gaps.</param>
/// <param name="Kind">One of <see cref="AuditKinds"/>.</param>
/// <param name="At">When it was written, ISO 8601 in UTC.</param>
/// <param name="Body">JSON; of personal data it has commitments alone, so that they can be erased and the chain stays whole.</param>
/// <param name="Seal">How the hash was made: <see cref="AuditSeal.Plain"/> or <see cref="AuditSeal.Keyed"/>.</param>
/// <param name="Previous">The hash of the entry before; of the first, <see cref="AuditChain.Origin"/>.</param>
/// <param name="Hash">Over all the others, lower-case hexadecimal.</param>
internal sealed record AuditEntry(long Seq, string Kind, string At, string Body, string Seal, string Previous, string Hash);

/// <summary>Kinds of entries.</summary>
internal static class AuditKinds
{
    /// <summary>A resident decided.</summary>
    public const string Decision = "decision";

    /// <summary>Personal data of earlier entries were erased.</summary>
    public const string Erasure = "erasure";

    /// <summary>From here on entries are sealed with a key.</summary>
    public const string Key = "key";
}

/// <summary>
/// Something personal that an entry commits to: kept beside it, and erasable. The salt goes with it; without it the commitment tells nothing,
/// not even to somebody who tries every name.
/// </summary>
/// <param name="Seq">The entry.</param>
/// <param name="Kind">One of <see cref="PersonalKinds"/>.</param>
/// <param name="Salt">32 random bytes, hexadecimal.</param>
/// <param name="Text">What was committed to.</param>
internal sealed record AuditPersonal(long Seq, string Kind, string Salt, string Text);

/// <summary>What is erased together.</summary>
internal static class PersonalKinds
{
    /// <summary>The apartment's number.</summary>
    public const string Place = "place";

    /// <summary>The resident's and the visitor's name.</summary>
    public const string Names = "names";

    /// <summary>What the resident said or pressed.</summary>
    public const string Words = "words";

    public static readonly string[] All = [Place, Names, Words];
}
