using Microsoft.Extensions.Logging;

namespace Ramais.Voice;

/// <summary>
/// The product's pacer: one dedicated thread per core, each with its own wheel (a timer per leg loses messages even at 50 calls). Start it
/// before the first listener opens and dispose it after the last leg has closed.
/// </summary>
internal sealed partial class PacingThreads : IMeasuredPacer, IDisposable
{
    private readonly PacingThread[] _threads;
    private readonly ILogger _logger;
    private volatile bool _disposed;

    /// <param name="time">Real time: the threads sleep on the operating system's clock.</param>
    /// <param name="logger">Told of entries that throw.</param>
    /// <param name="threads">How many threads; one per core by default.</param>
    public PacingThreads(TimeProvider time, ILogger<PacingThreads> logger, int? threads = null)
    {
        _logger = logger;
        var count = threads ?? Environment.ProcessorCount;
        _threads = [.. Enumerable.Range(0, count).Select(i => new PacingThread($"pacing-{i}", time, Dropped))];
    }

    /// <inheritdoc/>
    public PacingStatistics Statistics => PacingStatistics.Sum(_threads.Select(thread => thread.Statistics));

    public void Start() => Array.ForEach(_threads, thread => thread.Start());

    /// <inheritdoc/>
    public void Add(IPaced paced)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _threads.MinBy(thread => thread.Load)!.Add(paced);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Array.ForEach(_threads, thread => thread.Dispose());
    }

    private void Dropped(IPaced paced, Exception failure) => LogDropped(_logger, paced.GetType().Name, failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Entry} falhou e deixou de ser cadenciado: sua perna fica muda, as outras seguem.")]
    private static partial void LogDropped(ILogger logger, string entry, Exception failure);
}
