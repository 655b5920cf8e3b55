using Microsoft.AspNetCore.Connections;
using Ramais.Calls;
using Ramais.Extensions;

namespace Ramais.Tests.Listeners;

/// <summary>Takes connections and holds each until it closes or until calls are asked to end; remembers whose it was told they are.</summary>
internal sealed class HoldingHandler : IConnectionHandler
{
    public List<(Extension Extension, LegRole Role, ConnectionContext Connection)> Taken { get; } = [];

    /// <summary>True: a request to end is not heard, as by a call that hangs.</summary>
    public bool IsDeaf { get; set; }

    public Exception? Fault { get; set; }

    public async Task HandleAsync(ConnectionContext connection, Extension extension, LegRole role, CancellationToken stopping)
    {
        Taken.Add((extension, role, connection));
        if (Fault is not null)
            throw Fault;
        var ended = new TaskCompletionSource();
        using var closed = connection.ConnectionClosed.Register(() => ended.TrySetResult());
        using var asked = IsDeaf ? default : stopping.Register(() => ended.TrySetResult());
        await ended.Task;
        await connection.DisposeAsync();
    }
}
