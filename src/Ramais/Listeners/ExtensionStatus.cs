using Ramais.Extensions;

namespace Ramais.Listeners;

/// <summary>How an extension stands.</summary>
internal enum ExtensionState
{
    /// <summary>Both ports are open as configured.</summary>
    Active,

    /// <summary>Both ports are open, at least one on a port of PORT_ALTERNATIVES because the configured one could not be had.</summary>
    AlternativePort,

    /// <summary>At least one port is not open.</summary>
    Failed,

    /// <summary>Removed from the configuration; its last calls go on.</summary>
    Draining,
}

/// <param name="Extension">As configured; for a draining one, as it was.</param>
/// <param name="State">How it stands.</param>
/// <param name="VisitorPort">The port that is open; null when none is.</param>
/// <param name="ReturnPort">The port that is open; null when none is.</param>
/// <param name="Connections">Live connections that came in on it.</param>
/// <param name="Cause">For a failed or alternative port: why, in Portuguese.</param>
internal sealed record ExtensionStatus(
    Extension Extension, ExtensionState State, int? VisitorPort, int? ReturnPort, int Connections, string? Cause);
