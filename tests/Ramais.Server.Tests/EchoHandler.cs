using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Ramais.Calls;
using Ramais.Extensions;

namespace Ramais.Server.Tests;

/// <summary>Sends back what it receives until the peer closes or calls are asked to end.</summary>
internal sealed class EchoHandler : IConnectionHandler
{
    public ConcurrentQueue<(Extension Extension, LegRole Role)> Taken { get; } = new();

    public async Task HandleAsync(ConnectionContext connection, Extension extension, LegRole role, CancellationToken stopping)
    {
        Taken.Enqueue((extension, role));
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        while (await input.ReadAsync(stopping) is { IsCompleted: false } result)
        {
            foreach (var part in result.Buffer)
                await output.WriteAsync(part, stopping);
            input.AdvanceTo(result.Buffer.End);
        }
        await connection.DisposeAsync();
    }
}
