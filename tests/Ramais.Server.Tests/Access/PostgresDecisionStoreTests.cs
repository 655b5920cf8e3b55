using Ramais.Access;
using Ramais.Server.Access;
using Ramais.Server.Settings;
using Ramais.Server.Tests.Postgres;

namespace Ramais.Server.Tests.Access;

/// <summary>Against a real PostgreSQL, which also goes away, hangs and comes back.</summary>
[Collection(SharedPostgres.Name)]
public sealed class PostgresDecisionStoreTests(PostgresServer server) : DecisionStoreRules, IAsyncLifetime
{
    private readonly List<PostgresDecisionStore> _opened = [];
    private DatabaseSettings _settings = null!;
    private PostgresDecisionStore? _store;

    private protected override OutboxDatabase Outbox => new PostgresOutbox(_settings);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _settings = await server.NewDatabaseAsync();

    public ValueTask DisposeAsync()
    {
        _store?.Dispose();
        _opened.ForEach(store => store.Dispose());
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Two_stores_that_write_at_once_make_one_chain()
    {
        const int Each = 40;
        await Task.WhenAll(Enumerable.Range(0, 2).Select(writer => Task.Run(
            () =>
            {
                var store = Open($"{writer}"); // both make the tables, too
                for (var n = 0; n < Each; n++)
                    Assert.True(store.TryKeep(Decision(writer * Each + n), ["amqp"]));
            },
            Cancellation)));
        Assert.Equal((2L * Each, (AuditFault?)null), (Verify().Entries, Verify().Fault));
    }

    [Fact]
    public async Task What_another_installation_owes_is_left_to_it_while_it_lives_and_its_file_for_ever()
    {
        var (one, other) = (Open("a"), Open("b"));
        one.TryKeep(Decision(1), ["amqp", FileDecisionSink.SinkName]);
        other.TryKeep(Decision(2), ["amqp"]);
        Assert.Equal([new(Decision(2), "amqp")], other.Owed());
        one.Dispose();
        await EndedAsync(1);
        Assert.Equal([new(Decision(1), "amqp"), new(Decision(2), "amqp")], other.Owed().OrderBy(owed => owed.Decision.CallId));
        Assert.Equal([new(Decision(1), "amqp"), new(Decision(1), FileDecisionSink.SinkName)], Open("a").Owed().OrderBy(owed => owed.Sink));
    }

    [Fact]
    public async Task A_decision_without_the_database_is_refused_and_one_after_its_return_is_kept()
    {
        var store = Open();
        Assert.True(store.TryKeep(Decision(1), ["amqp"]));
        await server.StopAsync();
        try
        {
            var failure = Assert.Throws<IOException>(() => store.TryKeep(Decision(2), ["amqp"]));
            Assert.StartsWith($"A caixa de saída não pôde ser usada. PostgreSQL 127.0.0.1:{_settings.Port}/{_settings.Name}: recusou a conexão", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            await server.StartAsync();
        }
        Assert.Equal([new(Decision(1), "amqp")], store.Owed());
        Assert.True(store.TryKeep(Decision(2), ["amqp"]));
        Assert.Equal((2L, (AuditFault?)null), (Verify().Entries, Verify().Fault));
    }

    [Fact]
    public async Task A_database_that_hangs_is_given_up_and_the_decision_is_not_there_afterwards()
    {
        var store = Open();
        await server.FreezeAsync();
        try
        {
            Assert.Throws<IOException>(() => store.TryKeep(Decision(1), ["amqp"]));
        }
        finally
        {
            await server.ThawAsync();
        }
        await EndedAsync(0, "active");
        Assert.Empty(store.Owed());
        Assert.True(store.TryKeep(Decision(1), ["amqp"]));
    }

    [Fact]
    public async Task A_commit_that_nobody_confirmed_is_found_and_no_other_decision_passes_for_it()
    {
        var store = Open();
        Assert.True(store.TryKeep(Decision(1), ["amqp"]));
        await CutAsync();
        Assert.True(store.TryKeep(Decision(1), ["amqp"])); // as when the connection was lost after the commit
        await CutAsync();
        Assert.False(store.TryKeep(Decision(1) with { Authorized = false }, ["amqp"]));
        Assert.Equal((1L, (AuditFault?)null), (Verify().Entries, Verify().Fault));
    }

    [Fact]
    public async Task A_chain_that_somebody_holds_is_an_error_and_not_a_wait_for_ever()
    {
        var store = Open();
        await using (var other = await PostgresServer.OpenAsync(_settings))
        {
            other.Run("begin; select pg_advisory_xact_lock(7236144502)");
            Assert.Contains("outro processo segura a cadeia", Assert.Throws<IOException>(() => store.TryKeep(Decision(1), ["amqp"])).Message, StringComparison.Ordinal);
        }
        Assert.True(store.TryKeep(Decision(1), ["amqp"]));
    }

    [Fact]
    public async Task A_decision_and_its_link_are_written_both_or_neither()
    {
        var store = Open();
        await PostgresServer.ExecuteAsync(_settings, "alter table ramais.audit add constraint no_more check (false) not valid");
        Assert.Throws<IOException>(() => store.TryKeep(Decision(1), ["amqp"]));
        Assert.Equal(0L, await PostgresServer.QueryAsync<long>(_settings, "select count(*) from ramais.outbox_decision"));
    }

    [Fact]
    public void A_character_that_the_database_refuses_costs_no_decision()
    {
        Assert.True(Open().TryKeep(Decision(1) with { Visitor = "a\0b", Words = "\uD800" }, ["amqp"]));
        Assert.Equal(("ab", "\uFFFD"), (_store!.Owed()[0].Decision.Visitor, _store.Owed()[0].Decision.Words));
    }

    [Fact]
    public void An_outbox_that_was_never_made_is_told_with_the_cure() =>
        Assert.Contains("inicie o servidor com ACCESS_OUTBOX=postgres", Assert.Throws<IOException>(Verify).Message, StringComparison.Ordinal);

    private protected override IDecisionStore Open()
    {
        _store?.Dispose();
        return _store = Open("a");
    }

    private PostgresDecisionStore Open(string owner)
    {
        var store = new PostgresDecisionStore(new(_settings), owner, new(null), TimeProvider.System);
        lock (_opened)
            _opened.Add(store);
        return store;
    }

    private Task CutAsync() => PostgresServer.ExecuteAsync(
        _settings, "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");

    /// <summary>The server hears of the end of a connection a little later.</summary>
    private async Task EndedAsync(long left, string state = "idle")
    {
        var count = $"select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state like '{state}%'";
        for (var look = 0; await PostgresServer.QueryAsync<long>(_settings, count) > left; look++)
        {
            Assert.True(look < 10_000, "its connections stay open");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
        }
    }
}
