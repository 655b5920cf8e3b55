using System.IO.Pipelines;

namespace Ramais.AudioSocket;

/// <summary>
/// The sending side of a connection, for either end of it. One writer has the turn at a time; one that cannot wait and finds it taken is
/// refused. Each message is one write, header and payload together: Asterisk hangs up when a message arrives in two pieces more than 5 ms
/// apart (<c>res/res_audiosocket.c</c>).
/// </summary>
internal sealed class AudioSocketOutput(PipeWriter pipe)
{
    private readonly SemaphoreSlim _turn = new(1);
    private bool _over;
    private Task<FlushResult>? _flush; // pending while the peer does not read
    private long _messages;
    private long _bytes;

    public long Messages => Volatile.Read(ref _messages);

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Writes one message without waiting.</summary>
    /// <returns>False when it was not sent: an earlier one still waits for the peer to read, another writer is at it, or the connection is over.</returns>
    public bool TryWrite(AudioSocketMessageType type, ReadOnlySpan<byte> payload)
    {
        if (!_turn.Wait(0, CancellationToken.None))
            return false;
        try
        {
            return TrySettle() && Send(type, payload);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Writes one message once the peer has read enough of the earlier ones, and waits until it may be followed by another. A cancellation ends
    /// either wait; what was already written stays written.
    /// </summary>
    /// <returns>False when the connection is over or the wait was cancelled.</returns>
    public async ValueTask<bool> WriteAsync(AudioSocketMessageType type, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        if (!await TryTakeTurnAsync(cancellation))
            return false;
        try
        {
            using var registration = cancellation.UnsafeRegister(static writer => ((PipeWriter)writer!).CancelPendingFlush(), pipe);
            return await SettleAsync() && !cancellation.IsCancellationRequested && Send(type, payload.Span) && await SettleAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits for the write in progress, refuses all further ones, and gives the pipe back.</summary>
    public async ValueTask CompleteAsync()
    {
        pipe.CancelPendingFlush();
        await _turn.WaitAsync();
        try
        {
            await SettleAsync();
            _over = true;
            await pipe.CompleteAsync();
        }
        catch (Exception exception) when (TransportFailure.Is(exception))
        {
            // A stream's writer sends what is left when it is completed, and finds that the connection broke: nobody is left to send it to.
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask<bool> TryTakeTurnAsync(CancellationToken cancellation)
    {
        var turn = _turn.WaitAsync(cancellation);
        await turn.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return turn.IsCompletedSuccessfully;
    }

    private bool Send(AudioSocketMessageType type, ReadOnlySpan<byte> payload)
    {
        AudioSocketCodec.Write(pipe, type, payload);
        Volatile.Write(ref _messages, _messages + 1);
        Volatile.Write(ref _bytes, _bytes + AudioSocketCodec.HeaderLength + payload.Length);

        var flush = pipe.FlushAsync();
        if (flush.IsCompletedSuccessfully)
            _over |= flush.Result.IsCompleted;
        else
            _flush = flush.AsTask();
        return !_over;
    }

    private bool TrySettle()
    {
        if (_flush is { IsCompleted: false })
            return false;
        _over |= _flush is { } flush && Failed(flush);
        _flush = null;
        return !_over;
    }

    private async ValueTask<bool> SettleAsync()
    {
        if (_flush is { } flush)
            await ((Task)flush).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return TrySettle();
    }

    /// <summary>Looks at the exception too: one that nobody looks at would surface in TaskScheduler.UnobservedTaskException.</summary>
    private static bool Failed(Task<FlushResult> flush) => flush.Exception is not null || flush.IsCanceled || flush.Result.IsCompleted;
}
