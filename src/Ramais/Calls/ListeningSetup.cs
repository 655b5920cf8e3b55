using Ramais.Voice;

namespace Ramais.Calls;

/// <summary>How legs listen.</summary>
/// <param name="Network">The second stage of voice detection; null: energy alone.</param>
/// <param name="HalfDuplex">Nobody is listened to while we speak, keys excepted.</param>
internal sealed record ListeningSetup(SileroNetwork? Network, bool HalfDuplex)
{
    public static readonly ListeningSetup EnergyAlone = new(null, HalfDuplex: false);
}
