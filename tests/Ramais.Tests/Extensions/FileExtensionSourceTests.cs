using System.Collections.Immutable;
using Ramais.Extensions;
using Ramais.Testing;

namespace Ramais.Tests.Extensions;

public sealed class FileExtensionSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLogger<FileExtensionSource> _log = new();
    private readonly JsonExtensionFile _file;

    public FileExtensionSourceTests() => _file = new JsonExtensionFile(_folder.File("ramais_config.json"));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{\"ramais\":[{\"id\":2,\"ramal")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_broken_or_missing_file_at_start_falls_back_with_a_warning(string? broken)
    {
        _file.Save([Rows.Row(1, 8101)]);
        _file.Save([Rows.Row(2, 8102)]);
        File.Delete(_file.Path);
        if (broken is not null)
            File.WriteAllText(_file.Path, broken);
        Assert.Equal(1, Assert.Single(await LoadAsync(NewSource())).Id);
        Assert.Contains(_file.BackupPath, Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_edited_by_hand_is_what_a_later_broken_edit_falls_back_to()
    {
        var source = NewSource();
        File.WriteAllBytes(_file.Path, JsonExtensionFile.Format([Rows.Row(1, 8101)]));
        await LoadAsync(source);
        File.WriteAllBytes(_file.Path, JsonExtensionFile.Format([Rows.Row(2, 8102)]));
        await LoadAsync(source);
        File.WriteAllText(_file.Path, "{");
        Assert.Equal(2, Assert.Single(await LoadAsync(NewSource())).Id);
    }

    [Fact]
    public async Task An_edit_broken_while_running_is_a_failed_load()
    {
        var source = NewSource();
        _file.Save([Rows.Row(1, 8101)]);
        await LoadAsync(source);
        File.WriteAllText(_file.Path, "{");
        await Assert.ThrowsAsync<ExtensionSourceException>(async () => await LoadAsync(source));
    }

    [Fact]
    public async Task Rows_are_added_changed_and_removed_in_the_file()
    {
        var (source, none) = (NewSource(), CancellationToken.None);
        _file.Save([Rows.Row(4, 8104)]);
        Assert.Equal(5, (await source.AddAsync(Rows.Row(0, 8105), none)).Id);
        Assert.True(await source.ChangeAsync(Rows.Row(4, 8444), none));
        Assert.False(await source.ChangeAsync(Rows.Row(9, 8109), none));
        Assert.Equal(["8444", "8105"], (await LoadAsync(NewSource())).Select(r => r.VisitorPort));
        Assert.True(await source.RemoveAsync(4, none));
        Assert.False(await source.RemoveAsync(4, none));
        Assert.Equal(5, Assert.Single(await LoadAsync(source)).Id);
    }

    private FileExtensionSource NewSource() => new(_file, _log);

    private static async Task<ImmutableArray<ExtensionRow>> LoadAsync(FileExtensionSource source) => await source.LoadAsync(CancellationToken.None);
}
