using System.Formats.Tar;
using System.IO.Compression;
using Ramais.Server.Cli;
using Ramais.Server.Listening;
using Ramais.Server.Settings;
using Ramais.Testing;

namespace Ramais.Server.Tests.Listening;

public sealed class VoiceModelTests
{
    [Fact]
    public void Without_the_file_energy_alone_listens_and_says_what_to_do()
    {
        using var folder = new TemporaryFolder();

        var (network, says) = VoiceModelFile.Load(new() { DataDir = folder.Path });

        Assert.Null(network);
        Assert.Contains("./ramais models", says, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_version_is_not_used()
    {
        using var folder = new TemporaryFolder();
        System.IO.Directory.CreateDirectory(Path.Combine(folder.Path, "models"));
        File.WriteAllText(Path.Combine(folder.Path, "models", VoiceModelFile.Name), "v6");

        var (network, says) = VoiceModelFile.Load(new() { DataDir = folder.Path });

        Assert.Null(network);
        Assert.Contains("não é o arquivo esperado", says, StringComparison.Ordinal);
    }

    [Fact]
    public void VAD_energia_does_not_look_for_it()
    {
        var (network, says) = VoiceModelFile.Load(new() { VoiceDetection = new(VoiceDetection.Energy) });

        Assert.Null(network);
        Assert.DoesNotContain("falta", says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_with_other_weights_is_refused_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        var package = Path.Combine(folder.Path, "p.tgz");
        await PackAsync(package, "package/dist/" + VoiceModelFile.Name);

        var refused = await Assert.ThrowsAsync<CommandFailedException>(
            () => VoiceModelPackage.InstallAsync(package, folder.Path, TestContext.Current.CancellationToken));

        Assert.Contains(VoiceModelPackage.Package, refused.Message, StringComparison.Ordinal);
        Assert.Equal([package], System.IO.Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task What_is_no_package_is_refused()
    {
        using var folder = new TemporaryFolder();
        var package = Path.Combine(folder.Path, "p.tgz");
        await File.WriteAllTextAsync(package, "not a package", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<CommandFailedException>(
            () => VoiceModelPackage.InstallAsync(package, folder.Path, TestContext.Current.CancellationToken));
    }

    private static async Task PackAsync(string path, string entry)
    {
        await using var file = File.Create(path);
        await using var packed = new GZipStream(file, CompressionLevel.Fastest);
        await using var tar = new TarWriter(packed);
        using var content = new MemoryStream([1, 2, 3]);
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, entry) { DataStream = content }, TestContext.Current.CancellationToken);
    }
}
