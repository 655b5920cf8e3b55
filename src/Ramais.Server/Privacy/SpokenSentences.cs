using Ramais.History;

namespace Ramais.Server.Privacy;

/// <summary>
/// The cache of synthesized sentences, <c>DATA_DIR/prompts</c>. Some say names; which ones, their file names don't tell. What is erased is
/// synthesized again when it is next said.
/// </summary>
internal sealed class SpokenSentences(string root) : IPersonalData
{
    public string Name => "frases sintetizadas";

    public Task<int> PurgeAsync(RetentionLimits limits, CancellationToken stopping) => Task.FromResult(Delete(file => file.LastWriteTimeUtc < limits.Names.UtcDateTime));

    public Task<IReadOnlyCollection<Guid>> FindAsync(Home home, CancellationToken stopping) => Task.FromResult<IReadOnlyCollection<Guid>>([]);

    public Task<Erased> EraseAsync(IReadOnlyCollection<Guid> calls, CancellationToken stopping) =>
        Task.FromResult(new Erased(calls.Count == 0 ? 0 : Delete(_ => true)));

    private int Delete(Func<FileInfo, bool> wanted)
    {
        if (!System.IO.Directory.Exists(root))
            return 0;
        try
        {
            var files = new DirectoryInfo(root).EnumerateFiles("*.wav", SearchOption.AllDirectories).Where(wanted).ToList();
            files.ForEach(file => file.Delete());
            return files.Count;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{root} não pôde ser alterada ({failure.Message.TrimEnd('.')}); confira o dono e as permissões da pasta.", failure);
        }
    }
}
