using Ramais.History;
using Ramais.Server.Access;
using Ramais.Server.Postgres;
using Ramais.Server.Settings;

namespace Ramais.Server.History;

/// <summary>Puts the history together: in PostgreSQL where one is configured, else in a file.</summary>
internal static class HistoryServices
{
    public const string FileName = "historico.db";

    public static void AddHistory(this IServiceCollection services, RamaisSettings settings)
    {
        if (settings.Database is null)
            services.AddSingleton<HistoryDatabase>(_ => new SqliteHistory(settings.DataFile(FileName)));
        else
            services.AddSingleton<HistoryDatabase>(s => new PostgresHistory(s.GetRequiredService<Database>()));
        services.AddSingleton<IHistoryStore>(s => new HistoryStore(s.GetRequiredService<HistoryDatabase>(), Writer(settings), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IKeptDecisions>(_ => new KeptDecisions(AccessServices.Outbox(settings)));
        services.AddSingleton<CallArchive>();
        services.AddSingleton<ICallArchive>(s => s.GetRequiredService<CallArchive>());
        services.AddSingleton<ICallHistory, CallHistory>();
        services.AddHostedService<HistoryService>();
    }

    /// <summary>Stays the same over restarts, and differs where several machines share a database.</summary>
    private static string Writer(RamaisSettings settings) => $"{Environment.MachineName}:{Path.GetFullPath(settings.DataDir)}";
}
