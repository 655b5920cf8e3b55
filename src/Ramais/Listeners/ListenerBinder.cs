using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Ramais.Listeners;

/// <summary>Opens a configured port, or the next free one of PORT_ALTERNATIVES. Binding is the probe: looking first would race.</summary>
internal sealed class ListenerBinder(IConnectionListenerFactory factory, PortRange alternatives)
{
    /// <param name="configured">What the row says.</param>
    /// <param name="avoid">Ports that other rows want or that we have open; asked for only when an alternative is needed.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async ValueTask<BindResult> BindAsync(IPEndPoint configured, Func<IEnumerable<int>> avoid, CancellationToken cancellation)
    {
        var first = await TryAsync(configured, cancellation);
        if (first.Fault is null || !BindFault.IsOfPort(first.Fault))
            return first;
        foreach (var port in alternatives.Ports.Except(avoid()))
        {
            var next = await TryAsync(new IPEndPoint(configured.Address, port), cancellation);
            if (next.Listener is not null)
                return next with { Fault = first.Fault };
        }
        return first;
    }

    /// <summary>One end point, no other.</summary>
    public async ValueTask<BindResult> TryAsync(IPEndPoint endPoint, CancellationToken cancellation)
    {
        try
        {
            return new BindResult(await factory.BindAsync(endPoint, cancellation), null);
        }
        catch (Exception fault) when (BindFault.IsRefusal(fault))
        {
            return new BindResult(null, fault);
        }
    }
}

/// <param name="Listener">Null when no port could be opened.</param>
/// <param name="Fault">Why not the configured one; null when it is the configured one.</param>
internal sealed record BindResult(IConnectionListener? Listener, Exception? Fault);
