using System.Collections.Immutable;
using System.Net;
using Ramais.Calls;
using Ramais.Extensions;

namespace Ramais.Listeners;

/// <summary>Whose connections a listener takes: what a new connection is handed over with.</summary>
internal sealed record ListenerLabel(Extension Extension, LegRole Role);

/// <summary>A listener as configured. The end point is its identity: the same end point under another label is the same socket.</summary>
internal sealed record WantedListener(IPEndPoint EndPoint, ListenerLabel Label)
{
    /// <summary>The listeners of a snapshot, in the order of its extensions.</summary>
    /// <param name="snapshot">An extension whose return port is null and was given none has no return listener.</param>
    /// <param name="machine">See <see cref="MachineAddresses.Present"/>.</param>
    public static ImmutableArray<WantedListener> For(ExtensionSnapshot snapshot, IReadOnlySet<IPAddress> machine)
    {
        var wanted = ImmutableArray.CreateBuilder<WantedListener>(snapshot.Extensions.Length * 2);
        foreach (var extension in snapshot.Extensions)
        {
            var address = MachineAddresses.BindFor(IPAddress.Parse(extension.Address), machine);
            wanted.Add(new WantedListener(new IPEndPoint(address, extension.VisitorPort), new ListenerLabel(extension, LegRole.Visitor)));
            if ((extension.ReturnPort ?? snapshot.ReturnPorts.GetValueOrDefault(extension.Id)) is > 0 and var port)
                wanted.Add(new WantedListener(new IPEndPoint(address, port), new ListenerLabel(extension, LegRole.Resident)));
        }
        return wanted.ToImmutable();
    }
}
