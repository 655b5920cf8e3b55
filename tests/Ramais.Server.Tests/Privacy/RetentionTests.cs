using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Ramais.Access;
using Ramais.History;
using Ramais.Server.Access;
using Ramais.Server.History;
using Ramais.Server.Privacy;
using Ramais.Server.Settings;
using Ramais.Server.Tests.Access;
using Ramais.Server.Tests.History;
using Ramais.Testing;

namespace Ramais.Server.Tests.Privacy;

/// <summary>What is over its days goes, each kind by its own days, and the rest stays.</summary>
[Collection(SqlitePools.Name)]
public sealed class RetentionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WatchedTime _time = new();

    public RetentionTests() => _time.SetUtcNow(PastCalls.Start); // noon of March the 1st, in UTC here

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task Transcripts_names_and_recordings_have_their_own_days()
    {
        var database = new SqliteHistory(_folder.File("historico.db"));
        await new HistoryStore(database, "a", _time).SaveAsync([PastCalls.Ended(1), PastCalls.Live(2)], Cancellation);
        using (var outbox = new SqliteDecisionStore(_folder.File("decisoes.db"), null, _time))
        {
            outbox.TryKeep(Decision(1), ["arquivo"]);
            outbox.MarkDelivered(PastCalls.Id(1), "arquivo", PastCalls.Start);
            outbox.TryKeep(Decision(2), ["arquivo"]); // owed
        }
        Recording("2026-03-01", 1);
        Recording("2026-03-02", 2);
        Recording("outra coisa", 3);
        var loop = Loop(database, new(Recordings: 0, Transcripts: 2, Names: 5));

        await PurgeAsync(loop, PastCalls.Start);
        Assert.Equal((3, true, 2), (Recordings(), (await CallAsync(database)).HasTranscript, (await CallAsync(database)).Names));
        await PurgeAsync(loop, new(2026, 3, 2, 0, 10, 0, TimeSpan.Zero));
        Assert.Equal(2, Recordings()); // yesterday's is gone
        await PurgeAsync(loop, new(2026, 3, 4, 0, 10, 0, TimeSpan.Zero)); // two whole days after the first
        Assert.Equal((1, false, 2), (Recordings(), (await CallAsync(database)).HasTranscript, (await CallAsync(database)).Names));
        Assert.Equal(["names", "names", "place", "place"], Kinds());
        await PurgeAsync(loop, new(2026, 3, 7, 0, 10, 0, TimeSpan.Zero));
        Assert.Equal((1, false, 0), (Recordings(), (await CallAsync(database)).HasTranscript, (await CallAsync(database)).Names));
        Assert.Equal(["place", "place"], Kinds());
        Assert.Null(new AuditLog(new SqliteOutbox(_folder.File("decisoes.db")), new(null)).Verify().Fault);
        using (var outbox = new SqliteDecisionStore(_folder.File("decisoes.db"), null, _time))
            Assert.Equal("Renata Albuquerque", Assert.Single(outbox.Owed()).Decision.Resident); // the access system has not seen it
        await PurgeAsync(loop, new(2026, 3, 8, 0, 10, 0, TimeSpan.Zero)); // nothing is left to do, and nothing is entered
        Assert.Equal("4", Ask("select count(*) from audit"));
    }

    [Fact]
    public async Task It_runs_at_the_start_and_each_night_and_sooner_after_a_failure()
    {
        var place = new FakePlace();
        using var stopping = new CancellationTokenSource();
        var run = new RetentionLoop(new(), [place], _time, NullLogger<RetentionLoop>.Instance).RunAsync(stopping.Token);
        await _time.PassAsync(new TimeSpan(12, 10, 0)); // noon to ten past midnight
        place.Fails = true;
        await _time.PassAsync(TimeSpan.FromDays(1));
        place.Fails = false;
        await _time.PassAsync(TimeSpan.FromMinutes(10));
        await _time.PassAsync(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(10));
        await place.UntilAsync(5);
        Assert.Equal(
            [PastCalls.Start.AddDays(-30).Date, PastCalls.Start.AddDays(-29).Date, PastCalls.Start.AddDays(-28).Date, PastCalls.Start.AddDays(-28).Date, PastCalls.Start.AddDays(-27).Date],
            place.Limits.Select(limits => limits.Names.Date));
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task A_place_that_fails_does_not_spare_the_others()
    {
        var (broken, other, log) = (new FakePlace { Fails = true }, new FakePlace(), new ListLogger<RetentionLoop>());
        Assert.False(await new RetentionLoop(new(), [broken, other], _time, log).PurgeAsync(Cancellation));
        Assert.Single(other.Limits);
        Assert.Contains("não pôde ser apagado em um lugar: o disco sumiu.", Assert.Single(log.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RETENTION_RECORDINGS_DAYS", "-1")]
    [InlineData("RETENTION_TRANSCRIPTS_DAYS", "trinta")]
    [InlineData("RETENTION_NAMES_DAYS", "3651")]
    public void Days_that_are_none_are_told(string name, string value) => Assert.Equal(
        [$"{name}=\"{value}\": espera-se um número inteiro de 0 a 3650."], SettingsReader.Read(new Dictionary<string, string> { [name] = value }).Faults);

    [Fact]
    public void Days_and_the_key_are_read()
    {
        var settings = SettingsReader.Read(new Dictionary<string, string>
        {
            ["RETENTION_RECORDINGS_DAYS"] = "7",
            ["RETENTION_TRANSCRIPTS_DAYS"] = "0",
            ["RETENTION_NAMES_DAYS"] = "90",
            ["AUDIT_KEY"] = "uma-chave",
        }).Settings!;
        Assert.Equal((new RetentionDays(7, 0, 90), "uma-chave"), (settings.Retention, settings.AuditKey!.Value));
        Assert.Equal(new RetentionDays(0, 30, 30), new RamaisSettings().Retention);
    }

    private static AccessDecision Decision(int number) => AccessRig.Decision(PastCalls.Id(number)) with { At = PastCalls.Start, Words = "pode entrar" };

    private RetentionLoop Loop(HistoryDatabase database, RetentionDays days)
    {
        var settings = new RamaisSettings { DataDir = _folder.Path };
        return new(days, PrivacyServices.Places(settings, database, null, _time), _time, NullLogger<RetentionLoop>.Instance);
    }

    private async Task PurgeAsync(RetentionLoop loop, DateTimeOffset at)
    {
        _time.SetUtcNow(at);
        Assert.True(await loop.PurgeAsync(Cancellation));
    }

    private static async Task<(bool HasTranscript, int Names)> CallAsync(HistoryDatabase database)
    {
        var call = (await new CallHistory(database).FindAsync(PastCalls.Id(1), Cancellation))!;
        return (!call.Transcript.IsEmpty, new[] { call.Decision!.Resident, call.Decision.Visitor }.Count(name => name != ""));
    }

    private void Recording(string day, int call)
    {
        System.IO.Directory.CreateDirectory(_folder.File($"gravacoes/{day}"));
        File.WriteAllBytes(_folder.File($"gravacoes/{day}/{PastCalls.Id(call)}.wav"), [1]);
    }

    private int Recordings() => System.IO.Directory.GetFiles(_folder.File("gravacoes"), "*.wav", SearchOption.AllDirectories).Length;

    private List<string> Kinds()
    {
        using var connection = new SqliteOutbox(_folder.File("decisoes.db")).Open(create: false);
        return connection.Column<string>("select kind from audit_personal order by kind");
    }

    private string? Ask(string sql)
    {
        using var connection = new SqliteOutbox(_folder.File("decisoes.db")).Open(create: false);
        using var command = connection.Command(sql);
        return command.ExecuteScalar()?.ToString();
    }

    private sealed class FakePlace : IPersonalData
    {
        private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<RetentionLimits> Limits { get; } = [];

        public bool Fails { get; set; }

        public string Name => "um lugar";

        public async Task UntilAsync(int count)
        {
            while (true)
            {
                var changed = _changed.Task; // taken before the look: what comes between is not missed
                if (Limits.Count >= count)
                    return;
                await changed;
            }
        }

        public Task<int> PurgeAsync(RetentionLimits limits, CancellationToken stopping)
        {
            Limits.Add(limits);
            var changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
            return Fails ? throw new IOException("o disco sumiu.") : Task.FromResult(1);
        }

        public Task<IReadOnlyCollection<Guid>> FindAsync(Home home, CancellationToken stopping) => Task.FromResult<IReadOnlyCollection<Guid>>([]);

        public Task<Erased> EraseAsync(IReadOnlyCollection<Guid> calls, CancellationToken stopping) => Task.FromResult(new Erased());
    }
}
