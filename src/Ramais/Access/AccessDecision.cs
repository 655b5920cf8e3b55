namespace Ramais.Access;

/// <summary>What a resident decided about one call. There is at most one per call; the call's id makes its delivery idempotent.</summary>
/// <param name="CallId">The call's UUID.</param>
/// <param name="CondominiumId">Whose gate.</param>
/// <param name="Authorized">An explicit yes, or an explicit no.</param>
/// <param name="Apartment">The directory's number.</param>
/// <param name="Resident">Full name of the resident asked for, or empty; personal data.</param>
/// <param name="Visitor">The name the visitor gave, or empty; personal data.</param>
/// <param name="IntentType">entrega, visita, servico or desconhecido.</param>
/// <param name="By">key, voice, or both.</param>
/// <param name="At">When it was given.</param>
internal sealed record AccessDecision(
    Guid CallId, int CondominiumId, bool Authorized, string Apartment, string Resident, string Visitor, string IntentType, string By, DateTimeOffset At)
{
    /// <summary>What the resident said or pressed, as the transcript has it; for the audit alone, no access system gets it. Personal data.</summary>
    public string Words { get; init; } = "";
}
