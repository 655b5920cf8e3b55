using Ramais.Extensions;
using Ramais.Testing;
using Ramais.Tests.Listeners;

namespace Ramais.Tests.Extensions;

/// <summary>The reload loop over a database, with the local file as its copy.</summary>
public sealed class LocalCopyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly JsonExtensionFile _copy;

    public LocalCopyTests() => _copy = new JsonExtensionFile(_folder.File("ramais_config.json"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_load_is_kept_and_an_unchanged_one_is_not_written_again() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        Assert.Equal("database", house.Reloader.Snapshot!.Source);
        await house.ReloadAsync(Rows.Row(1, 8101, 8201));
        Assert.False(File.Exists(_copy.BackupPath));
        await house.ReloadAsync(Rows.Row(1, 8101, 8201), Rows.Row(2, 0));
        Assert.Equal([Rows.Row(1, 8101, 8201), Rows.Row(2, 0)], JsonExtensionFile.Read(_copy.Path, out _)); // the rejected one too
        Assert.Equal([Rows.Row(1, 8101, 8201)], JsonExtensionFile.Read(_copy.BackupPath, out _));
    });

    [Fact]
    public void Without_the_database_the_copy_is_opened_and_the_database_asked_again_with_growing_pauses() => Run(async house =>
    {
        _copy.Save([Rows.Row(1, 8101, 8201)]);
        house.Rows.IsDown = true;
        await house.StartAsync(Rows.Row(2, 8102, 8202));
        Assert.Equal("file", house.Reloader.Snapshot!.Source);
        Assert.Equal(new[] { 8101, 8201 }, house.Transport.Network.BoundPorts);
        Assert.Equal("A fonte não responde.", house.Reloader.Fault);
        Assert.Equal([1, 3, 7, 15, 31, 61, 91], await LoadsAsync(house, 100));
        Assert.Single(house.ReloadLog.Lines, l => l.Message.Contains("A fonte não responde.", StringComparison.Ordinal));

        house.Rows.IsDown = false;
        await house.PassAsync(30);
        Assert.Equal(("database", null), (house.Reloader.Snapshot!.Source, house.Reloader.Fault));
        Assert.Equal(new[] { 8102, 8202 }, house.Transport.Network.BoundPorts);
        Assert.Equal([Rows.Row(2, 8102, 8202)], JsonExtensionFile.Read(_copy.Path, out _));
        Assert.Empty(await LoadsAsync(house, 100));
    });

    [Fact]
    public void While_the_copy_serves_a_refresh_is_refused_and_changes_nothing() => Run(async house =>
    {
        _copy.Save([Rows.Row(1, 8101, 8201)]);
        house.Rows.IsDown = true;
        await house.StartAsync();
        var before = house.Reloader.Snapshot;
        Assert.Equal("A fonte não responde.", (await house.ReloadAsync()).Error);
        Assert.Same(before, house.Reloader.Snapshot);
    });

    [Fact]
    public void A_database_that_does_not_end_its_answer_does_not_hold_up_the_start() => Run(async house =>
    {
        _copy.Save([Rows.Row(1, 8101, 8201)]);
        house.Rows.Gate = new TaskCompletionSource().Task;
        await house.StartAsync();
        Assert.Equal("file", house.Reloader.Snapshot!.Source);
        Assert.Equal(TimeSpan.FromSeconds(1.7), house.Clock.Elapsed);
    });

    [Fact]
    public void Without_database_and_copy_nothing_is_open_until_the_database_answers() => Run(async house =>
    {
        house.Rows.IsDown = true;
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        Assert.Null(house.Reloader.Snapshot);
        house.Rows.IsDown = false;
        await house.PassAsync(2);
        Assert.Equal(new[] { 8101, 8201 }, house.Transport.Network.BoundPorts);
    });

    [Fact]
    public void An_empty_table_is_not_believed_while_the_copy_has_rows() => Run(async house =>
    {
        _copy.Save([Rows.Row(1, 8101, 8201)]);
        await house.StartAsync();
        Assert.Equal("file", house.Reloader.Snapshot!.Source);
        Assert.Contains("ALLOW_EMPTY_EXTENSIONS", house.Reloader.Fault, StringComparison.Ordinal);
        Assert.Single(JsonExtensionFile.Read(_copy.Path, out _));
    });

    [Fact]
    public void An_empty_table_without_a_copy_is_a_new_installation() => Run(async house =>
    {
        await house.StartAsync();
        Assert.Equal(("database", null), (house.Reloader.Snapshot!.Source, house.Reloader.Fault));
        Assert.False(File.Exists(_copy.Path));
    });

    [Fact]
    public void A_broken_copy_falls_back_to_its_backup_with_a_warning() => Run(async house =>
    {
        _copy.Save([Rows.Row(1, 8101, 8201)]);
        _copy.Save([Rows.Row(2, 8102, 8202)]);
        File.WriteAllText(_copy.Path, "{\"ramais\":[{");
        house.Rows.IsDown = true;
        await house.StartAsync();
        Assert.Equal(new[] { 8101, 8201 }, house.Transport.Network.BoundPorts);
        Assert.Contains(_copy.BackupPath, Assert.Single(house.CopyLog.Warnings), StringComparison.Ordinal);
    });

    [Fact]
    public void A_copy_edited_by_hand_is_put_right_and_the_edit_kept_beside_it() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        _copy.Save([Rows.Row(9, 8109)]);
        await house.ReloadAsync(Rows.Row(1, 8101, 8201));
        Assert.Equal([Rows.Row(1, 8101, 8201)], JsonExtensionFile.Read(_copy.Path, out _));
        Assert.Equal([Rows.Row(9, 8109)], JsonExtensionFile.Read(_copy.BackupPath, out _));
    });

    [Fact]
    public void A_copy_that_cant_be_written_costs_a_warning_and_not_the_load() => VirtualTime.Run(async clock =>
    {
        File.WriteAllText(_folder.File("file"), "");
        using var house = new ListeningHouse(clock, copy: new JsonExtensionFile(_folder.File("file/ramais_config.json")));
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        Assert.Equal("database", house.Reloader.Snapshot!.Source);
        Assert.Contains("não foi atualizada", Assert.Single(house.ReloadLog.Warnings), StringComparison.Ordinal);
    });

    /// <summary>The whole seconds from now in which the database is asked.</summary>
    private static async Task<List<int>> LoadsAsync(ListeningHouse house, int seconds)
    {
        var instants = new List<int>();
        await house.SettleAsync(); // just behind the tick of each second
        for (var second = 1; second <= seconds; second++)
        {
            var before = house.Rows.Loads;
            await house.PassAsync(1);
            if (house.Rows.Loads > before)
                instants.Add(second);
        }
        return instants;
    }

    private void Run(Func<ListeningHouse, Task> test) => VirtualTime.Run(async clock =>
    {
        using var house = new ListeningHouse(clock, copy: _copy);
        await test(house);
    });
}
