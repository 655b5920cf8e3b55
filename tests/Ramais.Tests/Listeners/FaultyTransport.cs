using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Ramais.Testing;

namespace Ramais.Tests.Listeners;

/// <summary>The network in memory, with the faults that a system has: ports held by others, accepts that fail, listeners that die.</summary>
internal sealed class FaultyTransport : IConnectionListenerFactory
{
    private readonly Dictionary<int, FaultyListener> _listeners = [];

    public InMemoryTransport Network { get; } = new();

    /// <summary>Ports that somebody else has.</summary>
    public Dictionary<int, SocketError> Held { get; } = [];

    /// <summary>Ports in the order in which they were bound and unbound: "+8101", "-8101".</summary>
    public List<string> Journal { get; } = [];

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var port = ((IPEndPoint)endpoint).Port;
        if (Held.TryGetValue(port, out var error))
            throw new SocketException((int)error);
        var listener = new FaultyListener(await Network.BindAsync(endpoint, cancellationToken), () => Journal.Add($"-{port}"));
        Journal.Add($"+{port}");
        return _listeners[port] = listener;
    }

    /// <summary>The next accepts of the port fail so; then it works again.</summary>
    public void FailAccepts(int port, int times, Exception fault) => _listeners[port].FailNext(times, fault);

    public ConnectionContext Connect(int port, string from = "10.0.0.5") =>
        Network.Connect(new IPEndPoint(IPAddress.Loopback, port), new IPEndPoint(IPAddress.Parse(from), 40000));

    private sealed class FaultyListener(IConnectionListener inner, Action unbound) : IConnectionListener
    {
        private readonly Queue<Exception> _faults = new();
        private bool _unbound;

        public EndPoint EndPoint => inner.EndPoint;

        public void FailNext(int times, Exception fault)
        {
            for (var i = 0; i < times; i++)
                _faults.Enqueue(fault);
        }

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            if (_faults.TryDequeue(out var waiting))
                throw waiting;
            var connection = await inner.AcceptAsync(cancellationToken);
            if (connection is null || !_faults.TryDequeue(out var fault))
                return connection;
            connection.Abort();
            throw fault;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            if (!_unbound)
                unbound();
            _unbound = true;
            return inner.UnbindAsync(cancellationToken);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
