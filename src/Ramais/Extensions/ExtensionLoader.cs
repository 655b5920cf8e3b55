using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Ramais.Listeners;

namespace Ramais.Extensions;

/// <summary>
/// Reads the rows for the reload loop, which alone calls it: from their source and, when a database is away at the start, from the local
/// copy. Says when a failed load is to be tried again.
/// </summary>
/// <param name="source">Where the rows live.</param>
/// <param name="copy">The file that keeps a database's rows for a start without it; null where the file itself is the source.</param>
/// <param name="allowEmpty">ALLOW_EMPTY_EXTENSIONS.</param>
internal sealed partial class ExtensionLoader(IExtensionSource source, FileExtensionSource? copy, bool allowEmpty, TimeProvider time, ILogger logger)
{
    /// <summary>The gates must answer within 2 s of a start; opening the ports of the copy takes its part of that.</summary>
    private static readonly TimeSpan FirstLoadLimit = TimeSpan.FromSeconds(1.7);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private volatile string? _fault;
    private int _failures;
    private long _failedAt;

    /// <summary>Why the last load failed; null when it succeeded.</summary>
    public string? Fault => _fault;

    /// <summary>True when a database that failed is to be asked again. A file that can't be read is not: its watch reports the next edit.</summary>
    public bool IsRetryDue =>
        copy is not null && _failures > 0 && time.GetElapsedTime(_failedAt) >= GrowingPause.After(ShortestPause, LongestPause, _failures);

    /// <summary>The first load of this start.</summary>
    /// <exception cref="ExtensionSourceException">Neither the source nor the copy has rows to serve.</exception>
    public async Task<LoadedRows> LoadFirstAsync(CancellationToken cancellation)
    {
        if (copy is null)
            return await LoadAsync(0, cancellation);
        var kept = await ReadCopyAsync(copy, cancellation);
        try
        {
            return await LoadAsync(kept.Length, ReadWithinLimitAsync, cancellation);
        }
        catch (ExtensionSourceException) when (!kept.IsEmpty)
        {
            LogFromCopy(kept.Length);
            return new LoadedRows(kept, copy.Name);
        }
    }

    /// <param name="served">How many extensions are open: an empty list that would close them all is a failed load.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="ExtensionSourceException">The rows can't be read, or must not be applied.</exception>
    public Task<LoadedRows> LoadAsync(int served, CancellationToken cancellation) => LoadAsync(served, source.LoadAsync, cancellation);

    /// <summary>Keeps what is now served, if it came from the database. A disk that can't be written costs only the copy.</summary>
    public void Keep(LoadedRows loaded)
    {
        if (copy is null || loaded.Source != source.Name || (loaded.Rows.IsEmpty && !allowEmpty))
            return;
        try
        {
            copy.Keep(loaded.Rows);
        }
        catch (ExtensionSourceException fault)
        {
            LogNotKept(fault.Message);
        }
    }

    private async Task<LoadedRows> LoadAsync(
        int served, Func<CancellationToken, ValueTask<ImmutableArray<ExtensionRow>>> read, CancellationToken cancellation)
    {
        try
        {
            var rows = await read(cancellation);
            if (rows.IsEmpty && served > 0 && !allowEmpty)
                throw new ExtensionSourceException("A lista de ramais está vazia e nada foi fechado: cadastre os ramais ou defina ALLOW_EMPTY_EXTENSIONS=true.");
            NoteSuccess();
            return new LoadedRows(rows, source.Name);
        }
        catch (ExtensionSourceException fault)
        {
            NoteFailure(fault.Message);
            throw;
        }
    }

    private async ValueTask<ImmutableArray<ExtensionRow>> ReadWithinLimitAsync(CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(FirstLoadLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            return await source.LoadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ExtensionSourceException("O banco de dados não terminou de responder a tempo do início; a leitura será repetida.");
        }
    }

    private async Task<ImmutableArray<ExtensionRow>> ReadCopyAsync(FileExtensionSource file, CancellationToken cancellation)
    {
        try
        {
            return file.Exists ? await file.LoadAsync(cancellation) : [];
        }
        catch (ExtensionSourceException fault)
        {
            LogCopyUnreadable(fault.Message);
            return [];
        }
    }

    private void NoteSuccess()
    {
        if (_failures > 0 && copy is not null)
            LogRecovered(_failures);
        (_fault, _failures) = (null, 0);
    }

    private void NoteFailure(string message)
    {
        // A database that is away is asked again and again; one line tells it until the cause changes.
        if (copy is null || message != _fault)
            LogFailed(message);
        (_fault, _failures, _failedAt) = (message, _failures + 1, time.GetTimestamp());
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Os ramais não foram recarregados e nada mudou. {Cause}")]
    private partial void LogFailed(string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Usando os {Count} ramais da cópia local até que o banco de dados possa ser lido.")]
    private partial void LogFromCopy(int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "O banco de dados voltou a ser lido; leituras sem êxito até aqui: {Failures}.")]
    private partial void LogRecovered(int failures);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A cópia local dos ramais não pôde ser lida. {Cause}")]
    private partial void LogCopyUnreadable(string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A cópia local dos ramais não foi atualizada; um início sem o banco de dados usaria a anterior. {Cause}")]
    private partial void LogNotKept(string cause);
}

/// <param name="Rows">As read.</param>
/// <param name="Source"><c>database</c> or <c>file</c>.</param>
internal sealed record LoadedRows(ImmutableArray<ExtensionRow> Rows, string Source);
