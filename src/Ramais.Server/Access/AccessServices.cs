using Ramais.Access;
using Ramais.Server.Amqp;
using Ramais.Server.Hosting;
using Ramais.Server.Postgres;
using Ramais.Server.Settings;

namespace Ramais.Server.Access;

/// <summary>The names of the sinks.</summary>
internal static class AccessSinks
{
    public const string Amqp = "amqp";
    public const string Webhook = "webhook";
    public const string Postgres = "postgres";
}

/// <summary>Puts the outbox and the configured sinks together; without any, the file of decisions is the only one.</summary>
internal static partial class AccessServices
{
    public const string OutboxName = "decisoes.db";
    public const string DecisionFileName = "decisoes.jsonl";

    public static void AddAccess(this IServiceCollection services, RamaisSettings settings)
    {
        foreach (var sink in settings.Access.Sinks)
            services.AddSink(sink, settings);
        if (settings.Access.Sinks.IsEmpty)
            services.AddSingleton<IDecisionSink>(_ => new FileDecisionSink(settings.DataDir));
        services.AddSingleton<IDecisionStore>(s => OpenStore(settings, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<DecisionOutbox>>()));
        services.AddSingleton<DecisionOutbox>();
        services.AddSingleton<IDecisionOutbox>(s => s.GetRequiredService<DecisionOutbox>());
        services.AddHostedService<DecisionOutboxService>();
    }

    private static void AddSink(this IServiceCollection services, string sink, RamaisSettings settings)
    {
        switch (sink)
        {
            case AccessSinks.Amqp:
                services.AddAmqpQueue(settings.Amqp!, settings.Access.Queue);
                services.AddSingleton<IDecisionSink>(s => new AmqpDecisionSink(s.GetRequiredService<AmqpPublisher>(), settings.Access.Queue));
                break;
            case AccessSinks.Postgres:
                services.AddSingleton<IDecisionSink>(s => new PostgresDecisionSink(s.GetRequiredService<Database>()));
                break;
            default:
                services.AddHttpClient(WebhookDecisionSink.Client, client => client.Timeout = Timeout.InfiniteTimeSpan) // the courier has the limit
                    .RemoveAllLoggers();
                services.AddSingleton<IDecisionSink>(s => new WebhookDecisionSink(
                    s.GetRequiredService<IHttpClientFactory>(), settings.Access.Webhook!, s.GetRequiredService<TimeProvider>()));
                break;
        }
    }

    /// <summary>The outbox of the settings, for those who read it beside its owner.</summary>
    public static OutboxDatabase Outbox(RamaisSettings settings) =>
        settings.Access.SharedOutbox ? new PostgresOutbox(settings.Database!) : new SqliteOutbox(settings.DataFile(OutboxName));

    private static IDecisionStore OpenStore(RamaisSettings settings, TimeProvider time, ILogger log)
    {
        var seal = new AuditSeal(settings.AuditKey?.Value);
        try
        {
            return settings.Access.SharedOutbox ? OpenShared(settings, seal, time, log) : OpenLocal(settings, seal, time, log);
        }
        catch (IOException fault)
        {
            throw new ServerStartException(fault.Message, fault);
        }
    }

    private static SqliteDecisionStore OpenLocal(RamaisSettings settings, AuditSeal seal, TimeProvider time, ILogger log)
    {
        var store = new SqliteDecisionStore(settings.DataFile(OutboxName), seal, time);
        if (store.LacksKey)
            KeyIsMissing(log);
        return store;
    }

    private static PostgresDecisionStore OpenShared(RamaisSettings settings, AuditSeal seal, TimeProvider time, ILogger log)
    {
        if (File.Exists(settings.DataFile(OutboxName)))
        {
            using var before = new SqliteDecisionStore(settings.DataFile(OutboxName), seal, time);
            if (before.Owed() is { Count: > 0 and var count })
                LeftInFile(log, count);
        }
        var store = new PostgresDecisionStore(new(settings.Database!), Installation.Id(settings.DataDir), seal, time);
        if (store.LacksKey)
            KeyIsMissing(log);
        return store;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A cadeia de auditoria tem chave, e AUDIT_KEY não está definida: o que for decidido agora aparecerá em ./ramais audit verify como adulteração.")]
    private static partial void KeyIsMissing(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} entregas de decisões esperam em decisoes.db, de antes de ACCESS_OUTBOX=postgres; para fazê-las, volte a ACCESS_OUTBOX=local até que terminem.")]
    private static partial void LeftInFile(ILogger log, int count);
}
