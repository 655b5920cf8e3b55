using System.Buffers;
using System.IO.Pipelines;

namespace Ramais.AudioSocket;

/// <summary>
/// The receiving side of a connection, for either end of it. One loop at a time reads the pipe; a second one is refused, and whoever closes
/// waits for the one that runs.
/// </summary>
internal sealed class AudioSocketInput(PipeReader pipe)
{
    private readonly Lock _gate = new();
    private readonly AudioSocketDispatcher _dispatcher = new();
    private TaskCompletionSource<AudioSocketEnd>? _loop; // null while nobody reads
    private AudioSocketEnd? _lastEnd;
    private volatile IAudioSocketReceiver? _receiver; // null: what arrives is dropped
    private bool _draining;
    private long _messages;
    private long _bytes;

    public long Messages => Volatile.Read(ref _messages);

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>How the last loop ended; null before the first one has.</summary>
    public AudioSocketEnd? LastEnd
    {
        get
        {
            lock (_gate)
                return _lastEnd;
        }
    }

    /// <summary>Makes a pending read return; the loop then calls OnWake, or stops if it was told to.</summary>
    public void Wake() => pipe.CancelPendingRead();

    /// <summary>Reads the UUID, and not one byte more: what follows it in the same read stays for the loop.</summary>
    /// <returns>Null when <paramref name="stop"/> was cancelled, or this side closes.</returns>
    /// <exception cref="AudioSocketHandshakeException">Anything but a UUID came first, or the connection ended.</exception>
    public async ValueTask<Guid?> ReadIdAsync(CancellationToken stop)
    {
        if (Enter(receiver: null) is not { } loop)
            return null;
        try
        {
            using var registration = RegisterWake(stop);
            return await ReadFirstAsync(stop);
        }
        catch (Exception exception) when (TransportFailure.Is(exception))
        {
            throw ClosedEarly(exception);
        }
        finally
        {
            Leave(loop, end: null);
        }
    }

    /// <summary>Reads until the peer's side ends, or <paramref name="stop"/> is cancelled or this side closes (<see cref="AudioSocketEnd.Local"/>).</summary>
    /// <exception cref="InvalidOperationException">A loop is running already.</exception>
    public async Task<AudioSocketEnd> RunAsync(IAudioSocketReceiver receiver, CancellationToken stop) =>
        Enter(receiver) is { } loop ? await RunAsync(loop, stop) : AudioSocketEnd.Local;

    /// <summary>
    /// Reads and drops until the peer has closed. A loop that is running does it, without its receiver from now on; when it leaves early
    /// (it was cancelled, or the peer sent 0x00 and has not closed yet) another takes its place.
    /// </summary>
    public async Task<AudioSocketEnd> DrainAsync(CancellationToken stop)
    {
        while (true)
        {
            var end = await (JoinOrEnter(out var own) ?? RunAsync(own!, stop));
            if (end is AudioSocketEnd.Closed or AudioSocketEnd.Reset || stop.IsCancellationRequested)
                return end;
        }
    }

    /// <summary>Waits for the loop to leave (the caller has stopped it), then gives the pipe back.</summary>
    public async ValueTask CompleteAsync()
    {
        if (JoinOrEnter(out _) is { } running)
            await running;
        await pipe.CompleteAsync();
    }

    private async Task<AudioSocketEnd> RunAsync(TaskCompletionSource<AudioSocketEnd> loop, CancellationToken stop)
    {
        var end = AudioSocketEnd.Local;
        try
        {
            using var registration = RegisterWake(stop);
            return end = await ReadToEndAsync(stop);
        }
        finally
        {
            Leave(loop, end);
        }
    }

    private CancellationTokenRegistration RegisterWake(CancellationToken stop) =>
        stop.UnsafeRegister(static input => ((AudioSocketInput)input!).Wake(), this);

    /// <summary>Null when this side is closing: nobody is to hear any more.</summary>
    private TaskCompletionSource<AudioSocketEnd>? Enter(IAudioSocketReceiver? receiver)
    {
        lock (_gate)
        {
            if (_draining)
                return null;
            if (_loop is not null)
                throw new InvalidOperationException("This AudioSocket connection is being read already; one ReceiveAsync or HandshakeAsync at a time.");
            _receiver = receiver;
            return _loop = NewLoop();
        }
    }

    /// <summary>The loop that runs, or the end that has come; else null, and the caller has entered to run one of its own.</summary>
    private Task<AudioSocketEnd>? JoinOrEnter(out TaskCompletionSource<AudioSocketEnd>? own)
    {
        lock (_gate)
        {
            own = null;
            _draining = true;
            _receiver = null;
            if (_loop is not null)
                return _loop.Task;
            if (_lastEnd is AudioSocketEnd.Closed or AudioSocketEnd.Reset)
                return Task.FromResult(_lastEnd.Value);
            own = _loop = NewLoop();
            return null;
        }
    }

    private static TaskCompletionSource<AudioSocketEnd> NewLoop() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Leave(TaskCompletionSource<AudioSocketEnd> loop, AudioSocketEnd? end)
    {
        lock (_gate)
        {
            _loop = null;
            _receiver = null;
            _lastEnd = end ?? _lastEnd;
        }
        loop.SetResult(end ?? AudioSocketEnd.Local);
    }

    private async ValueTask<Guid?> ReadFirstAsync(CancellationToken stop)
    {
        while (true)
        {
            var result = await pipe.ReadAsync(CancellationToken.None);
            var buffer = result.Buffer;
            if (TryTakeId(ref buffer, out var id))
                return id;
            if (result.IsCompleted)
                throw ClosedEarly(null);
            if (stop.IsCancellationRequested)
                return null;
        }
    }

    private bool TryTakeId(ref ReadOnlySequence<byte> buffer, out Guid id)
    {
        var examined = buffer.End;
        try
        {
            if (!AudioSocketHandshake.TryReadId(ref buffer, out id))
                return false;
            Count(AudioSocketHandshake.IdLength);
            examined = buffer.Start; // the rest is unseen, so that the next read returns with it at once
            return true;
        }
        finally
        {
            pipe.AdvanceTo(buffer.Start, examined);
        }
    }

    private async ValueTask<AudioSocketEnd> ReadToEndAsync(CancellationToken stop)
    {
        while (true)
        {
            ReadResult result;
            try
            {
                result = await pipe.ReadAsync(CancellationToken.None);
            }
            catch (Exception exception) when (TransportFailure.Is(exception))
            {
                return AudioSocketEnd.Reset;
            }
            if (DeliverAll(result.Buffer))
                return AudioSocketEnd.Hangup;
            if (result.IsCompleted)
                return AudioSocketEnd.Closed;
            if (stop.IsCancellationRequested)
                return AudioSocketEnd.Local;
            if (result.IsCanceled)
                _receiver?.OnWake();
        }
    }

    /// <summary>Hands over every whole message of the buffer; true when one of them is a hang-up.</summary>
    private bool DeliverAll(ReadOnlySequence<byte> buffer)
    {
        try
        {
            while (AudioSocketCodec.TryRead(ref buffer, out var message))
            {
                Count(message.Payload.Length);
                if (_receiver is not { } receiver)
                    continue;
                if (message.Type == AudioSocketMessageType.Hangup)
                    return true;
                _dispatcher.Dispatch(message, receiver);
            }
            return false;
        }
        finally
        {
            pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private void Count(long payloadLength)
    {
        Volatile.Write(ref _messages, _messages + 1);
        Volatile.Write(ref _bytes, _bytes + AudioSocketCodec.HeaderLength + payloadLength);
    }

    private static AudioSocketHandshakeException ClosedEarly(Exception? cause) =>
        new(AudioSocketHandshakeFailure.Closed, "The connection ended before a UUID came; normal when the channel was never answered.", cause);
}
