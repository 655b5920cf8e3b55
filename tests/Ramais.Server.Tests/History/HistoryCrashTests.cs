using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Ramais.Server.Access;
using Ramais.Server.Tests.Access;
using Ramais.Server.Tests.Hosting;
using Ramais.Testing;

namespace Ramais.Server.Tests.History;

/// <summary>The real process, killed by SIGKILL while it writes calls to the history: what it was shown is there after the restart.</summary>
public sealed class HistoryCrashTests
{
    private const int Limit = 900_000; // a guard against a hang, for a machine at work
    private const int Kills = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task A_killed_process_leaves_every_call_that_was_written_and_every_decision_in_the_outbox()
    {
        using var folder = new TemporaryFolder();
        var (ports, random) = (FreePorts.Take(2), new Random(5));
        ServerProcess.Configure(folder, RunningServer.Row(1, ports[0], ports[1]));
        var (killed, ended) = (new List<(Guid Call, bool Decided)>(), new HashSet<Guid>());
        while (killed.Count < Kills)
        {
            await using var server = await ServerProcess.StartAsync(folder, shutdownSeconds: 0);
            var call = Guid.NewGuid();
            using var visit = await KeypadVisit.UntilAskedAsync(server.Client, ports[0], ports[1], call);
            using var over = new CancellationTokenSource();
            var others = ComeAndGoAsync(ports[0], over.Token);
            await UntilAsync(() => Ask(folder, "historico.db", $"select count(*) from call where id = '{call}'") == 1);
            await UntilAsync(() => Ask(folder, "historico.db", "select count(*) from call where ended_at is not null") > ended.Count);
            ended.UnionWith(Ended(folder));
            await visit.Resident.PressAsync("1");
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(400)), TimeProvider.System, TestContext.Current.CancellationToken);
            await server.SignalAsync("KILL");
            await server.ExitCodeAsync(Cancellation);
            await over.CancelAsync();
            await others;
            killed.Add((call, Ask(folder, "decisoes.db", $"select count(*) from decision where call_id = '{call}'") == 1));
        }
        await using (var server = await ServerProcess.StartAsync(folder, shutdownSeconds: 0))
            await AssertAsync(server, killed, ended);
        Assert.Equal("ok", Text(folder, "historico.db", "pragma integrity_check"));
        Assert.Null(new AuditLog(new SqliteOutbox(folder.File("decisoes.db")), new(null)).Verify().Fault);
        Assert.Equal(killed.Count(k => k.Decided), Ask(folder, "decisoes.db", "select count(*) from audit"));
    }

    private static async Task AssertAsync(ServerProcess server, List<(Guid Call, bool Decided)> killed, HashSet<Guid> ended)
    {
        foreach (var (call, decided) in killed)
        {
            var body = default(JsonElement);
            await UntilAsync(async () => (body = await CallAsync(server, call)).ValueKind == JsonValueKind.Object);
            Assert.Equal("failed", body.GetProperty("result").GetString());
            Assert.NotEmpty(body.GetProperty("legs").EnumerateArray());
            Assert.Equal(decided, body.GetProperty("decision").ValueKind == JsonValueKind.Object);
        }
        foreach (var call in ended)
            Assert.Equal("ended", (await CallAsync(server, call)).GetProperty("state").GetString());
        Assert.NotEmpty(ended);
    }

    /// <summary>Visitors who ring and leave, one after the other, so that there is always something to write.</summary>
    private static async Task ComeAndGoAsync(int port, CancellationToken over)
    {
        try
        {
            while (true)
            {
                using var visitor = await KeypadParty.ConnectAsync(port, Guid.NewGuid());
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, over);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or System.Net.Sockets.SocketException)
        {
            // the server is gone
        }
    }

    private static IEnumerable<Guid> Ended(TemporaryFolder folder)
    {
        using var connection = new SqliteOutbox(folder.File("historico.db")).Open(create: false);
        return connection.Column<string>("select id from call where ended_at is not null").Select(Guid.Parse);
    }

    private static async Task<JsonElement> CallAsync(ServerProcess server, Guid call)
    {
        using var answer = await server.Client.GetAsync(new Uri($"/api/calls/{call}", UriKind.Relative), Cancellation);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation) : default;
    }

    private static Task UntilAsync(Func<bool> reached) => UntilAsync(() => Task.FromResult(reached()));

    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        while (!await reached())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
    }

    private static long Ask(TemporaryFolder folder, string file, string sql) => Scalar(folder, file, sql) is long number ? number : 0;

    private static string Text(TemporaryFolder folder, string file, string sql) => (string)Scalar(folder, file, sql)!;

    private static object? Scalar(TemporaryFolder folder, string file, string sql)
    {
        try
        {
            using var connection = new SqliteConnection($"Data Source={folder.File(file)};Pooling=false;Mode=ReadWrite");
            connection.Open();
            return connection.Command(sql).ExecuteScalar();
        }
        catch (SqliteException)
        {
            return null; // not made yet
        }
    }
}
