using System.Collections.Immutable;
using Ramais.Conversation;

namespace Ramais.Directory;

/// <summary>An apartment and whom to ring there.</summary>
/// <param name="Number">As written in the directory: "501", "B-11".</param>
/// <param name="Residents">Full names; personal data.</param>
/// <param name="Phones">Numbers or sip: addresses in ringing order.</param>
internal sealed record Apartment(string Number, ImmutableArray<string> Residents, ImmutableArray<string> Phones);

/// <summary>One condominium as the look-up sees it. Look-ups never cross condominiums.</summary>
internal sealed record CondominiumDirectory(int CondominiumId, string Name, ImmutableArray<Apartment> Apartments)
{
    /// <summary>How visitors are greeted here, may hold {condominium}; empty for the usual words.</summary>
    public string Greeting { get; init; } = "";

    /// <summary>Which voice speaks here, as <see cref="Voice.VoiceName"/> allows; empty for the usual one.</summary>
    public string Voice { get; init; } = "";

    /// <summary>What a resident's yes takes here; null for the common rule.</summary>
    public ConsentPolicy? Consent { get; init; }

    /// <summary>When nobody is rung here; null for the common hours.</summary>
    public QuietHours? DoNotDisturb { get; init; }
}
