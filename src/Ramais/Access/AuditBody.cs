using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Ramais.Access;

/// <summary>A decision as the chain has it. The commitments stand for the apartment, the names and the words.</summary>
internal sealed record AuditedDecision(
    Guid CallId, int CondominiumId, bool Authorized, string IntentType, string Leg, string By, DateTimeOffset DecidedAt, string Place, string Names, string Words)
{
    public string CommitmentOf(string kind) => kind switch
    {
        PersonalKinds.Place => Place,
        PersonalKinds.Names => Names,
        _ => Words,
    };

    /// <summary>Takes a decision apart: what is chained for ever, and what can be erased.</summary>
    public static (AuditedDecision Decision, ImmutableArray<AuditPersonal> Personal) Of(AccessDecision decision, long seq)
    {
        var place = new AuditPersonal(seq, PersonalKinds.Place, AuditSeal.NewSalt(), decision.Apartment);
        var names = new AuditPersonal(seq, PersonalKinds.Names, AuditSeal.NewSalt(), JsonSerializer.Serialize(new(decision.Resident, decision.Visitor), AuditJson.Readable.AuditedNames));
        var words = new AuditPersonal(seq, PersonalKinds.Words, AuditSeal.NewSalt(), decision.Words);
        return (new(
            decision.CallId, decision.CondominiumId, decision.Authorized, decision.IntentType, "resident", decision.By, decision.At.ToUniversalTime(),
            Commit(place), Commit(names), Commit(words)), [place, names, words]);
    }

    private static string Commit(AuditPersonal personal) => AuditSeal.Commit(personal.Salt, personal.Kind, personal.Text);
}

internal sealed record AuditedNames(string Resident, string Visitor);

/// <summary>Personal data of one kind that were erased.</summary>
/// <param name="Reason">retention: their days were over; request: somebody asked for it.</param>
/// <param name="Entries">Of which entries.</param>
internal sealed record AuditedErasure(string Reason, string Kind, ImmutableArray<long> Entries);

/// <summary>Instants as the chain writes them.</summary>
internal static class AuditInstant
{
    public static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AuditedDecision))]
[JsonSerializable(typeof(AuditedNames))]
[JsonSerializable(typeof(AuditedErasure))]
internal sealed partial class AuditJson : JsonSerializerContext
{
    /// <summary>Accents as they are.</summary>
    public static AuditJson Readable { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
