using Ramais.Directory;
using Ramais.Extensions;

namespace Ramais.Server.Hosting;

/// <summary>
/// The directory as its file has it, followed while the server runs. A file that can't be read changes nothing: the residents known so far
/// can still be rung.
/// </summary>
internal sealed partial class DirectoryStore : IDirectory
{
    private readonly string _path;
    private readonly FileWatch _watch;
    private readonly ILogger _logger;
    private volatile DirectorySnapshot _snapshot = DirectorySnapshot.Empty;

    public DirectoryStore(string path, TimeProvider time, ILogger<DirectoryStore> logger)
    {
        _path = path;
        _watch = new(path, time);
        _logger = logger;
        Load();
    }

    /// <summary>As last read.</summary>
    public DirectorySnapshot Snapshot => _snapshot;

    public CondominiumDirectory For(int condominiumId) => _snapshot.For(condominiumId);

    /// <summary>The condominiums as they are now. Any thread.</summary>
    public IEnumerable<CondominiumDirectory> Condominiums => _snapshot.Condominiums.Values.OrderBy(condominium => condominium.CondominiumId);

    /// <summary>Loads again whenever the file has changed, and then tells of it.</summary>
    public Task RunAsync(Action changed, CancellationToken stopping) => _watch.RunAsync(
        () =>
        {
            Load();
            changed();
        },
        stopping);

    private void Load()
    {
        try
        {
            Take(DirectoryFile.Load(_path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(_path, failure is FileNotFoundException or DirectoryNotFoundException ? "não existe" : failure.Message);
        }
    }

    private void Take(DirectoryLoad load)
    {
        foreach (var fault in load.Faults)
            LogFault(_path, fault);
        var empty = load.Snapshot.Condominiums.Count == 0 && load.Snapshot.ForAll.IsEmpty;
        if (!empty || load.Faults.IsEmpty)
            _snapshot = load.Snapshot;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "O diretório {Path} não pôde ser lido ({Cause}); vale o último lido. Confira se o arquivo existe e as permissões.")]
    private partial void LogUnreadable(string path, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Diretório {Path}: {Fault}.")]
    private partial void LogFault(string path, string fault);
}
