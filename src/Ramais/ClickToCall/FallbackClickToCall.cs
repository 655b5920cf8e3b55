using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Ramais.ClickToCall;

/// <summary>The configured transports in their order: the first that takes a request has it, and is the one that a cancel goes to.</summary>
/// <param name="transports">At least one.</param>
internal sealed partial class FallbackClickToCall(ImmutableArray<IClickToCall> transports, ILogger<FallbackClickToCall> log) : IClickToCall
{
    // Kept as long as the call keeps its request.
    private readonly ConditionalWeakTable<RingRequest, IClickToCall> _takers = [];

    public string Name { get; } = string.Join(',', transports.Select(transport => transport.Name));

    public async Task RingAsync(RingRequest request, CancellationToken cancellation)
    {
        var failures = new List<string>();
        foreach (var transport in transports)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                await transport.RingAsync(request, cancellation);
                _takers.Add(request, transport);
                if (failures.Count > 0)
                    FellBack(log, request.CallId, request.Extension.AiNumber, transport.Name, string.Join("; ", failures));
                return;
            }
            catch (ClickToCallException failure)
            {
                failures.Add(failure.Message);
            }
        }
        throw new ClickToCallException(string.Join("; ", failures));
    }

    public Task CancelAsync(RingRequest request, CancellationToken cancellation) =>
        _takers.TryGetValue(request, out var taker) ? taker.CancelAsync(request, cancellation) : Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chamada {CallId}, ramal {Extension}: o toque foi pedido por {Transport}, porque antes falhou: {Cause}")]
    private static partial void FellBack(ILogger log, Guid callId, string extension, string transport, string cause);
}
