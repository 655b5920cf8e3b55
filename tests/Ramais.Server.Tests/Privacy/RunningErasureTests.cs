using Microsoft.Data.Sqlite;
using Ramais.Server.Hosting;
using Ramais.Server.Settings;
using Ramais.Server.Tests.Dashboard;
using Ramais.Server.Tests.Postgres;

namespace Ramais.Server.Tests.Privacy;

/// <summary><c>./ramais privacy erase</c> beside a running server that still remembers the call.</summary>
[Collection(SharedPostgres.Name)]
public sealed class RunningErasureTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_answer_of_the_server_has_what_was_erased(bool inPostgres)
    {
        var database = inPostgres ? await postgres.NewDatabaseAsync() : null;
        await using var rig = await DashboardRig.StartAsync(settings => WithDirectory(settings) with { Database = database });
        var id = await AbandonedVisitAsync(rig);
        Assert.Equal((true, "1501#"), await SaidAsync(rig, id));

        Assert.Contains("histórico: 1 apagados.", await rig.EraseAsync(), StringComparison.Ordinal);
        Assert.Equal((false, ""), await SaidAsync(rig, id));
        var list = (await rig.Server.GetAsync("/api/calls")).GetProperty("calls");
        Assert.Equal((1, id, "abandoned"), (list.GetArrayLength(), list[0].GetProperty("id").GetGuid(), list[0].GetProperty("result").GetString()));
        SqliteConnection.ClearAllPools();
    }

    /// <summary>Where there is a database, a first start makes up nobody.</summary>
    private static RamaisSettings WithDirectory(RamaisSettings settings)
    {
        using var sample = typeof(RamaisServer).Assembly.GetManifestResourceStream(FirstStart.DirectoryFile)!;
        using var file = File.Create(settings.DataFile(FirstStart.DirectoryFile));
        sample.CopyTo(file);
        return settings;
    }

    /// <summary>Says an apartment and leaves.</summary>
    private static async Task<Guid> AbandonedVisitAsync(DashboardRig rig)
    {
        await using (var visitor = await rig.VisitorAsync())
        {
            await rig.UntilAsync(visitor, "asking_intent");
            await visitor.PressAsync("1");
            await rig.UntilAsync(visitor, "asking_apartment");
            await visitor.PressAsync("501#");
            await rig.UntilAsync(visitor, "asking_name");
            return visitor.Id; // and hangs up
        }
    }

    /// <summary>Whether what was said is there, and the keys that were pressed; once the history has the call.</summary>
    private static async Task<(bool Words, string Keys)> SaidAsync(DashboardRig rig, Guid id)
    {
        await rig.WrittenAsync(id);
        var call = await rig.Server.GetAsync($"/api/calls/{id}");
        var keys = call.GetProperty("timeline").EnumerateArray().Where(e => e.GetProperty("event").GetString() == "key" && e.TryGetProperty("detail", out _));
        return (call.GetProperty("transcript").GetArrayLength() > 0, string.Concat(keys.Select(e => e.GetProperty("detail").GetString())));
    }
}
