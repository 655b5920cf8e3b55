using Microsoft.Extensions.Logging;

namespace Ramais.ClickToCall;

/// <summary>
/// The embedded default: no PBX is asked. The request is logged and the call shows that it rings; somebody else (a dialplan that watches the
/// API, the demonstration) connects the resident.
/// </summary>
internal sealed partial class NoClickToCall(ILogger<NoClickToCall> log) : IClickToCall
{
    public string Name => "none";

    public Task RingAsync(RingRequest request, CancellationToken cancellation)
    {
        Requested(log, request.CallId, request.Extension.AiNumber, request.Extension.ReturnNumber, request.Number);
        return Task.CompletedTask;
    }

    public Task CancelAsync(RingRequest request, CancellationToken cancellation) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Chamada {CallId}, ramal {Extension}: pede o toque {Ring}; sem click-to-call configurado, o morador deve ser ligado ao ramal de retorno {ReturnNumber} por outro meio.")]
    private static partial void Requested(ILogger log, Guid callId, string extension, string returnNumber, int ring);
}
