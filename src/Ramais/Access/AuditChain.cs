using System.Text.Json;

namespace Ramais.Access;

/// <summary>Builds the audit chain. Pure: where it is kept is another's business.</summary>
internal static class AuditChain
{
    /// <summary>What stands in the place of a hash before the first entry.</summary>
    public const string Origin = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <param name="last">The chain's end; null when it is empty.</param>
    /// <param name="kind">One of <see cref="AuditKinds"/>.</param>
    /// <param name="body">JSON.</param>
    public static AuditEntry Next(AuditEntry? last, string kind, string body, DateTimeOffset at, AuditSeal seal)
    {
        var open = new AuditEntry((last?.Seq ?? 0) + 1, kind, AuditInstant.Text(at), body, seal.Name, last?.Hash ?? Origin, "");
        return open with { Hash = seal.Of(open)! };
    }

    public static string Body(AuditedDecision decision) => JsonSerializer.Serialize(decision, AuditJson.Readable.AuditedDecision);

    public static string Body(AuditedErasure erasure) => JsonSerializer.Serialize(erasure, AuditJson.Readable.AuditedErasure);
}
