using Ramais.Access;
using Ramais.History;
using Ramais.Recording;
using Ramais.Server.Access;
using Ramais.Server.History;
using Ramais.Server.Postgres;
using Ramais.Server.Settings;

namespace Ramais.Server.Privacy;

/// <summary>Every place that keeps personal data, and the loop that erases what is over its days.</summary>
internal static class PrivacyServices
{
    public static void AddPrivacy(this IServiceCollection services, RamaisSettings settings)
    {
        services.AddSingleton(s => new RetentionLoop(
            settings.Retention,
            Places(settings, s.GetRequiredService<HistoryDatabase>(), s.GetService<Database>(), s.GetRequiredService<TimeProvider>()),
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<RetentionLoop>>()));
        services.AddHostedService<RetentionService>();
    }

    /// <param name="database">Null where none is configured.</param>
    public static IReadOnlyList<IPersonalData> Places(RamaisSettings settings, HistoryDatabase history, Database? database, TimeProvider time) =>
    [
        new HistoryPersonalData(history),
        // Both outboxes, whichever is in use: what was decided before ACCESS_OUTBOX was changed is personal too.
        new OutboxPersonalData("decisões (decisoes.db)", new SqliteOutbox(settings.DataFile(AccessServices.OutboxName)), new AuditSeal(settings.AuditKey?.Value), time),
        new DecisionFilePersonalData(settings.DataFile(AccessServices.DecisionFileName)),
        new RecordingPersonalData(new RecordingFolder(settings.DataDir).Root),
        new SpokenSentences(settings.DataFile("prompts")),
        .. database is null ? (IPersonalData[])[] :
        [
            new OutboxPersonalData("decisões (PostgreSQL)", new PostgresOutbox(database.Settings), new AuditSeal(settings.AuditKey?.Value), time),
            new DecisionTablePersonalData(database),
        ],
    ];
}

/// <summary>Runs the loop; a night without it is told, and no reason to stop.</summary>
internal sealed partial class RetentionService(RetentionLoop loop, ILogger<RetentionService> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await loop.RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
#pragma warning disable CA1031 // whatever it is: calls go on
        catch (Exception defect)
#pragma warning restore CA1031
        {
            Died(log, defect);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "A limpeza do que passou do prazo de guarda terminou por erro; ela só volta no próximo início.")]
    private static partial void Died(ILogger log, Exception defect);
}
