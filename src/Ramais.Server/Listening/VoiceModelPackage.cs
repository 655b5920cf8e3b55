using System.ComponentModel;
using System.Formats.Tar;
using System.IO.Compression;
using Ramais.Extensions;
using Ramais.Server.Cli;
using Ramais.Server.Speech;

namespace Ramais.Server.Listening;

/// <summary>Brings the weights out of the npm package that ships them (Silero VAD, MIT).</summary>
internal static class VoiceModelPackage
{
    /// <summary>Name and version; its content is checked by <see cref="VoiceModelFile.IsGenuine"/>.</summary>
    public const string Package = "@ricky0123/vad-web@0.0.31";

    private const string Entry = "package/dist/" + VoiceModelFile.Name;
    private const int LargestReport = 64 * 1024;

    /// <summary>As npm with its own defaults needs on a slow line; it tries again by itself meanwhile.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Fetches the package with npm into a folder.</summary>
    /// <returns>The package's file.</returns>
    /// <exception cref="CommandFailedException">npm is not there, or could not; says what to do.</exception>
    public static async Task<string> FetchAsync(string folder, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            var result = await SpeechProcess.RunAsync("npm", ["pack", "--silent", "--pack-destination", folder, Package], "", LargestReport, limit.Token);
            if (result.ExitCode == 0 && System.IO.Directory.EnumerateFiles(folder, "*.tgz").FirstOrDefault() is { } package)
                return package;
            throw new CommandFailedException($"o npm não trouxe {Package} (código {result.ExitCode}): {FirstLine(result.Error)} {ByHand}");
        }
        catch (Win32Exception missing)
        {
            throw new CommandFailedException($"falta o npm; instale-o com: sudo apt-get install npm. {ByHand}", missing);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandFailedException($"o npm não trouxe {Package} em {Limit.TotalMinutes:F0} minutos; confira a rede. {ByHand}", late);
        }
    }

    /// <summary>Takes the weights out of the package's file and puts them where they belong.</summary>
    /// <returns>Where they are.</returns>
    /// <exception cref="CommandFailedException">The file is not the package, or not that version.</exception>
    public static async Task<string> InstallAsync(string package, string folder, CancellationToken cancellation)
    {
        try
        {
            var content = await ExtractAsync(package, cancellation);
            if (content is null || !VoiceModelFile.IsGenuine(content))
                throw new CommandFailedException($"{package} não contém o {VoiceModelFile.Name} esperado; traga {Package}, exatamente essa versão.");
            var path = Path.Combine(folder, VoiceModelFile.Name);
            AtomicFile.Write(path, content);
            return path;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"não foi possível tirar o {VoiceModelFile.Name} de {package}: {failure.Message}", failure);
        }
    }

    private static string ByHand => $"Ou, em outra máquina, rode npm pack {Package} e aqui ./ramais models --file ARQUIVO.tgz.";

    private static async Task<byte[]?> ExtractAsync(string package, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(package);
        await using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        await using var entries = new TarReader(unpacked);
        while (await entries.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
        {
            if (entry.Name != Entry || entry.DataStream is null)
                continue;
            using var content = new MemoryStream();
            await entry.DataStream.CopyToAsync(content, cancellation);
            return content.ToArray();
        }
        return null;
    }

    private static string FirstLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "sem explicação.";
}
