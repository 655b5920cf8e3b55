using Ramais.Access;
using Ramais.Server.Hosting;

namespace Ramais.Server.Access;

/// <summary>Runs the outbox from before the first call until after the last one: calls that end while the server stops still decide.</summary>
internal sealed partial class DecisionOutboxService(DecisionOutbox outbox, IHostApplicationLifetime lifetime, ILogger<DecisionOutboxService> log)
    : StopsLastService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await outbox.RunAsync(stoppingToken);
        }
#pragma warning disable CA1031 // whatever it is: without an outbox no gate may open, so the server must not go on
        catch (Exception defect)
#pragma warning restore CA1031
        {
            Died(log, defect);
            lifetime.StopApplication();
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "A caixa de saída das decisões terminou por erro; o servidor será encerrado.")]
    private static partial void Died(ILogger log, Exception defect);
}
