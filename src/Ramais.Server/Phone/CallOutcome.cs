using Ramais.Voice;

namespace Ramais.Server.Phone;

/// <summary>A call that is over.</summary>
/// <param name="End">How it ended.</param>
/// <param name="SaidAll">Whether all lines were said before.</param>
/// <param name="Heard">What was heard; empty when it was not to be kept.</param>
internal sealed record CallOutcome(PhoneEnd End, bool SaidAll, AudioClip Heard);
