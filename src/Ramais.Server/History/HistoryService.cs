using Ramais.Calls;
using Ramais.History;
using Ramais.Server.Hosting;

namespace Ramais.Server.History;

/// <summary>Runs the archive from before the first call until after the last one.</summary>
internal sealed partial class HistoryService(CallArchive archive, CallRegistry calls, ILogger<HistoryService> log) : StopsLastService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await archive.RunAsync(() => [.. calls.Live], stoppingToken);
        }
#pragma warning disable CA1031 // whatever it is: calls go on without a history
        catch (Exception defect)
#pragma warning restore CA1031
        {
            Died(log, defect);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "A gravação do histórico terminou por erro; as chamadas seguem, mas ficam fora dele até o próximo início.")]
    private static partial void Died(ILogger log, Exception defect);
}
