using Ramais.Directory;

namespace Ramais.Conversation;

/// <summary>What a conversation may look at besides its state. Fixed for the whole call.</summary>
/// <param name="Directory">The condominium's directory as it was when the call began.</param>
/// <param name="Policy">Limits and counts.</param>
/// <param name="HasRecogniser">Words can be understood; without it only keys are offered.</param>
internal sealed record ConversationContext(CondominiumDirectory Directory, ConversationPolicy Policy, bool HasRecogniser)
{
    /// <summary>The rule of this gate's extension; null: that of the condominium, or the common one.</summary>
    public ConsentPolicy? OwnConsent { get; init; }

    /// <summary>What is said is recorded, and both parties have to be told so.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>What a yes takes here. Where nobody can hear one, the key alone is all there is.</summary>
    public ConsentPolicy Consent => HasRecogniser ? OwnConsent ?? Directory.Consent ?? Policy.Consent : ConsentPolicy.Key;
}
