using System.Collections.Immutable;
using Ramais.Conversation;

namespace Ramais.Directory;

/// <summary>
/// A condominium's own rules, as its entry of the directory has them. A rule that can't be read is reported, and the common one holds.
/// </summary>
internal static class CondominiumRules
{
    public static ConsentPolicy? Consent(string written, string where, ImmutableArray<string>.Builder faults)
    {
        var policy = ParseConsent(written);
        if (policy is null && written.Length > 0)
            faults.Add($"{where}: «consent» deve ser voice, key ou both; vale o que diz CONSENT");
        return policy;
    }

    public static QuietHours? DoNotDisturb(string written, string where, ImmutableArray<string>.Builder faults)
    {
        var hours = QuietHours.Parse(written);
        if (hours is null && written.Length > 0)
            faults.Add($"{where}: «do_not_disturb» deve ser um horário como 22:00-07:00, ou nunca; vale o que diz DO_NOT_DISTURB");
        return hours;
    }

    /// <returns>Null for any other word.</returns>
    public static ConsentPolicy? ParseConsent(string word) => word.ToUpperInvariant() switch
    {
        "VOICE" => ConsentPolicy.Voice,
        "KEY" => ConsentPolicy.Key,
        "BOTH" => ConsentPolicy.Both,
        _ => null,
    };
}
