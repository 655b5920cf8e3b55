using System.Collections.Immutable;
using Ramais.Extensions;
using Ramais.Server.Postgres;
using Ramais.Server.Settings;

namespace Ramais.Server.Tests.Postgres;

/// <summary>Reading and writing <c>extension_ia</c>.</summary>
[Collection(SharedPostgres.Name)]
public sealed class ExtensionSourceTests(PostgresServer server) : IAsyncLifetime
{
    private DatabaseSettings _settings = null!;
    private Database _database = null!;
    private PostgresExtensionSource _source = null!;

    public async ValueTask InitializeAsync()
    {
        _settings = await server.NewDatabaseAsync();
        _database = new Database(_settings, TimeProvider.System);
        _source = new PostgresExtensionSource(_database);
        await _database.ChangeAsync(TableSetup.RunAsync, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Padded_texts_null_return_ports_and_unreadable_ports_are_read_as_they_are()
    {
        await ExecuteAsync("""
            insert into extension_ia (extension_ia_number, extension_ia_return, extension_ia_ip, extension_ia_number_port, condominium_id, extension_ia_return_port)
            values ('2018519', '2018520', '0.0.0.0', '8101', 15, null), ('2018521', '2018522', '0.0.0.0', 'oito mil', 16, '8202')
            """);
        Assert.Equal(
            [new(1, "2018519", "2018520", "0.0.0.0", "8101", null, "15"), new ExtensionRow(2, "2018521", "2018522", "0.0.0.0", "oito mil", "8202", "16")],
            await LoadAsync());
        Assert.Equal(50, await PostgresServer.QueryAsync<int>(_settings, "select octet_length(extension_ia_number) from extension_ia where extension_ia_id = 1"));
    }

    [Fact]
    public async Task Rows_are_added_changed_and_removed()
    {
        var first = await AddAsync(RunningServer.Row(0, 8101, 8201));
        var second = await AddAsync(RunningServer.Row(0, 8102, null));
        Assert.Equal((1, 2), (first.Id, second.Id));
        Assert.True(await _source.ChangeAsync(second with { VisitorPort = "8103", ReturnPort = "8203", CondominiumId = "77" }, TestContext.Current.CancellationToken));
        Assert.False(await _source.ChangeAsync(second with { Id = 9 }, TestContext.Current.CancellationToken));
        Assert.True(await _source.RemoveAsync(1, TestContext.Current.CancellationToken));
        Assert.False(await _source.RemoveAsync(1, TestContext.Current.CancellationToken));
        Assert.Equal([second with { VisitorPort = "8103", ReturnPort = "8203", CondominiumId = "77" }], await LoadAsync());
    }

    [Fact]
    public async Task An_id_of_our_choice_is_stored_and_the_sequence_goes_on_behind_it()
    {
        Assert.Equal(40, (await AddAsync(RunningServer.Row(40, 8101, 8201))).Id);
        await ExecuteAsync("""
            insert into extension_ia (extension_ia_number, extension_ia_return, extension_ia_ip, extension_ia_number_port, condominium_id) values ('a', 'b', '0.0.0.0', '1', 1)
            """);
        Assert.Equal([40, 41], (await LoadAsync()).Select(r => r.Id));
    }

    [Fact]
    public async Task A_new_row_gets_an_id_that_no_row_written_by_hand_has()
    {
        await ExecuteAsync("insert into extension_ia overriding system value values (1, 'a', 'b', '0.0.0.0', '8101', 15, null), (2, 'c', 'd', '0.0.0.0', '8102', 15, null)");
        Assert.Equal(3, (await AddAsync(RunningServer.Row(0, 8103, null))).Id);
        Assert.Equal([1, 2, 3], (await LoadAsync()).Select(r => r.Id));
    }

    [Fact]
    public async Task An_id_that_is_there_twice_is_neither_changed_nor_removed_nor_taken_a_third_time()
    {
        await ExecuteAsync("insert into extension_ia overriding system value values (7, 'a', 'b', '0.0.0.0', '8101', 15, null), (7, 'c', 'd', '0.0.0.0', '8102', 15, null)");
        var before = await LoadAsync();
        foreach (var change in new Func<Task>[]
        {
            async () => await _source.ChangeAsync(before[0] with { VisitorPort = "9" }, TestContext.Current.CancellationToken),
            async () => await _source.RemoveAsync(7, TestContext.Current.CancellationToken),
            async () => await AddAsync(RunningServer.Row(7, 8103, null)),
        })
            Assert.Contains("o id 7", (await Assert.ThrowsAsync<ExtensionSourceException>(change)).Message, StringComparison.Ordinal);
        Assert.Equal(before, await LoadAsync());
    }

    [Fact]
    public async Task Values_are_never_read_as_statements()
    {
        var row = RunningServer.Row(0, 8101, null) with { AiNumber = "x'); drop table extension_ia; --" };
        await AddAsync(row);
        Assert.Equal(row.AiNumber, Assert.Single(await LoadAsync()).AiNumber);
    }

    private async Task<ImmutableArray<ExtensionRow>> LoadAsync() => await _source.LoadAsync(TestContext.Current.CancellationToken);

    private async Task<ExtensionRow> AddAsync(ExtensionRow row) => await _source.AddAsync(row, TestContext.Current.CancellationToken);

    private Task ExecuteAsync(string sql) => PostgresServer.ExecuteAsync(_settings, sql);
}
