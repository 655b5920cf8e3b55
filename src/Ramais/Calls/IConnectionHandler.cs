using Microsoft.AspNetCore.Connections;
using Ramais.Extensions;

namespace Ramais.Calls;

/// <summary>Where a listener hands over what it accepted. The seam between ports and calls.</summary>
internal interface IConnectionHandler
{
    /// <summary>Serves one accepted connection until it has ended. The listener owns the returned task and counts it as a live call while it runs.</summary>
    /// <param name="connection">The accepted transport connection; the handler disposes it.</param>
    /// <param name="extension">The extension as configured when the connection came.</param>
    /// <param name="role">The role of the listener.</param>
    /// <param name="stopping">Cancelled when the server gives up waiting for calls to end.</param>
    Task HandleAsync(ConnectionContext connection, Extension extension, LegRole role, CancellationToken stopping);
}
