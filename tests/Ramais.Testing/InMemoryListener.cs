using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Ramais.Testing;

/// <summary>One bound port of an <see cref="InMemoryTransport"/>.</summary>
internal sealed class InMemoryListener(IPEndPoint endpoint, Action<InMemoryListener> unbound) : IConnectionListener
{
    private const int Backlog = 512; // as many as Kestrel's sockets
    private readonly Channel<ConnectionContext> _waiting = Channel.CreateBounded<ConnectionContext>(
        new BoundedChannelOptions(Backlog) { AllowSynchronousContinuations = true });

    public EndPoint EndPoint => endpoint;

    /// <summary>False when the backlog is full or the port was unbound.</summary>
    public bool TryEnqueue(ConnectionContext connection) => _waiting.Writer.TryWrite(connection);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _waiting.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_waiting.Reader.TryRead(out var connection))
                return connection;
        }
        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        if (_waiting.Writer.TryComplete())
            unbound(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Unbinds; connections that nobody accepted see a reset, as from a kernel.</summary>
    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        while (_waiting.Reader.TryRead(out var connection))
            connection.Abort();
    }
}
