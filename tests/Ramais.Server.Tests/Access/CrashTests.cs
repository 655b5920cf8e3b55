using Microsoft.Data.Sqlite;
using Ramais.Server.Tests.Hosting;
using Ramais.Testing;

namespace Ramais.Server.Tests.Access;

/// <summary>
/// The real process, killed by SIGKILL between the resident's yes and the access system's acknowledgement. Nothing is lost, nothing is done
/// twice.
/// </summary>
public sealed class CrashTests
{
    private const int Limit = 900_000; // a guard against a hang, for a machine at work
    private const int Servers = 2; // at once, since one mostly waits
    private const int KillsEach = 5;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task A_process_killed_between_the_yes_and_the_acknowledgement_delivers_each_decision_once_after_the_restart()
    {
        await using var system = await AccessSystem.StartAsync(new Random(7));
        var ports = FreePorts.Take(2 * Servers);
        var fates = await Task.WhenAll(Enumerable.Range(0, Servers).Select(async server =>
        {
            using var victim = new Victim(system, ports[2 * server], ports[2 * server + 1], new Random(server));
            return await victim.RunAsync();
        })).WaitAsync(TestContext.Current.CancellationToken);

        var killed = fates.SelectMany(fate => fate.Killed).ToList();
        Assert.Equal(Servers * KillsEach, killed.Count);
        Assert.All(killed, call => Assert.Contains("\"action\":\"authorize\"", system.Taken[call], StringComparison.Ordinal));
        Assert.All(fates.SelectMany(fate => fate.Never), call => Assert.False(system.Taken.ContainsKey(call)));
        Assert.Empty(system.Contradictions);
    }

    /// <param name="Killed">Calls whose decision was on disk and not acknowledged when the process died.</param>
    /// <param name="Never">Killed before the key was read or the write was done: nobody was told anything, so nothing may open.</param>
    private sealed record Fate(List<Guid> Killed, List<Guid> Never);

    /// <summary>One data folder, and a server on it that is killed again and again.</summary>
    private sealed class Victim(AccessSystem system, int visitorPort, int returnPort, Random random) : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public void Dispose() => _folder.Dispose();

        public async Task<Fate> RunAsync()
        {
            ServerProcess.Configure(_folder, RunningServer.Row(1, visitorPort, returnPort));
            var fate = new Fate([], []);
            for (var attempt = 0; fate.Killed.Count < KillsEach; attempt++)
            {
                var call = Guid.NewGuid();
                await DecideAndKillAsync(call, written: attempt % 3 != 0);
                if (StandingOf(call) is { } standing && standing != Standing.Delivered)
                    (standing == Standing.Owed ? fate.Killed : fate.Never).Add(call);
            }
            await using (await StartAsync())
                await UntilAsync(() => fate.Killed.All(system.Taken.ContainsKey));
            return fate;
        }

        /// <param name="written">Not before the decision is; otherwise a slow machine may not even have read the key.</param>
        private async Task DecideAndKillAsync(Guid call, bool written)
        {
            await using var server = await StartAsync();
            using var visit = await KeypadVisit.UntilAskedAsync(server.Client, visitorPort, returnPort, call);
            await visit.Resident.PressAsync("1");
            var closed = visit.UntilClosedAsync(); // before its time where the decision could not be written
            while (written && !closed.IsCompleted && StandingOf(call) == Standing.NotKept)
                await PauseAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200)), TimeProvider.System, Cancellation);
            await server.SignalAsync("KILL");
            Assert.Equal(128 + 9, await server.ExitCodeAsync(Cancellation));
            await closed;
        }

        private Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(
            _folder, shutdownSeconds: 0, "ACCESS_SINKS=webhook", $"ACCESS_WEBHOOK_URL={system.Url}", "ACCESS_WEBHOOK_SECRET=chave-de-exemplo");

        private static async Task UntilAsync(Func<bool> reached)
        {
            while (!reached())
                await PauseAsync();
        }

        private static Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancellation);

        /// <summary>What the killed process left on the disk.</summary>
        private Standing StandingOf(Guid call)
        {
            using var connection = new SqliteConnection($"Data Source={_folder.File("decisoes.db")};Pooling=false");
            connection.Open();
            using var command = new SqliteCommand("select delivered_at is null from delivery where call_id = $call", connection);
            command.Parameters.AddWithValue("$call", call.ToString());
            return command.ExecuteScalar() switch
            {
                null => Standing.NotKept,
                1L => Standing.Owed,
                _ => Standing.Delivered,
            };
        }

        private enum Standing
        {
            NotKept,
            Owed,
            Delivered,
        }
    }
}
