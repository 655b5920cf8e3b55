using System.Reflection;
using DbUp.Builder;
using DbUp.Engine.Output;
using Ramais.History;

namespace Ramais.Server.History;

/// <summary>Runs the scripts of Migrations that a database has not had, in the order of their names, each in a transaction.</summary>
internal static class Migration
{
    /// <exception cref="HistoryException">The database is newer than this program, or a script failed for no fault of the database.</exception>
    public static void Run(UpgradeEngineBuilder target, string dialect)
    {
        var engine = target
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.Contains($".Migrations.{dialect}.", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build();
        var result = engine.PerformUpgrade();
        if (!result.Successful)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(result.Error);
    }
}
