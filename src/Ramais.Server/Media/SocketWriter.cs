using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;

namespace Ramais.Server.Media;

/// <summary>
/// The sending half of a connection. A flush is one send on the caller's thread; only when the peer does not read does the rest wait for the
/// loop. It holds a buffer only from a write to the end of its flush. One writer at a time.
/// </summary>
internal sealed class SocketWriter(FileDescriptor socket) : PipeWriter, IValueTaskSource<FlushResult>
{
    private const int SmallestBuffer = 512;

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ManualResetValueTaskSourceCore<FlushResult> _source;
    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private bool _waiting;
    private bool _cancelNext;
    private bool _completed;
    private bool _broken;

    /// <summary>Ends when the writer is complete and everything was sent, or nothing can be sent any more.</summary>
    public Task Drained => _drained.Task;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        lock (_gate)
        {
            MakeRoom(Math.Max(sizeHint, 1));
            return _buffer.AsMemory(_end);
        }
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        lock (_gate)
            _end += bytes;
    }

    /// <summary>Sends what was written. <paramref name="cancellationToken"/> is only looked at on entry: <see cref="CancelPendingFlush"/> ends the wait.</summary>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            SendRest();
            if (_start == _end || _cancelNext)
                return new(TakeResult());
            _waiting = true;
            _source.Reset();
            return new(this, _source.Version);
        }
    }

    public override void CancelPendingFlush()
    {
        FlushResult result;
        lock (_gate)
        {
            _cancelNext = true;
            if (!TryTakeWaiter(out result))
                return;
        }
        _source.SetResult(result);
    }

    public override void Complete(Exception? exception = null)
    {
        lock (_gate)
        {
            _completed = true;
            SendRest();
            EndWhenDrained();
        }
    }

    /// <summary>The peer may have read. The loop's thread.</summary>
    public void OnWritable()
    {
        FlushResult result;
        lock (_gate)
        {
            if (_start == _end)
                return;
            SendRest();
            EndWhenDrained();
            if (_start < _end || !TryTakeWaiter(out result))
                return;
        }
        _source.SetResult(result);
    }

    /// <summary>This side has closed the descriptor: nothing more is sent.</summary>
    public void OnClosed()
    {
        FlushResult result;
        lock (_gate)
        {
            Break();
            _drained.TrySetResult();
            if (!TryTakeWaiter(out result))
                return;
        }
        _source.SetResult(result);
    }

    FlushResult IValueTaskSource<FlushResult>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<FlushResult>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<FlushResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    /// <summary>The one who waits for a flush, if anybody does: whoever takes the waiter tells it the result, outside the lock.</summary>
    private bool TryTakeWaiter(out FlushResult result)
    {
        var waits = _waiting;
        result = waits ? TakeResult() : default;
        _waiting = false;
        return waits;
    }

    private FlushResult TakeResult()
    {
        var cancelled = _cancelNext;
        _cancelNext = false;
        return new(cancelled, _broken);
    }

    private void SendRest()
    {
        while (_start < _end && !_broken)
        {
            var sent = (int)Posix.Send(socket, ref _buffer[_start], _end - _start, Posix.NoSignal);
            if (sent >= 0)
                _start += sent;
            else if (Marshal.GetLastPInvokeError() is var error && error == Posix.Again)
                return;
            else if (error != Posix.Interrupted)
                Break();
        }
        ReturnBuffer();
    }

    private void Break()
    {
        _broken = true;
        ReturnBuffer();
    }

    private void EndWhenDrained()
    {
        if (_completed && _start == _end)
            _drained.TrySetResult();
    }

    private void MakeRoom(int size)
    {
        if (_buffer.Length - _end >= size)
            return;
        var held = _end - _start;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(SmallestBuffer, held + size));
        _buffer.AsSpan(_start, held).CopyTo(larger);
        ReturnBuffer();
        (_buffer, _start, _end) = (larger, 0, held);
    }

    private void ReturnBuffer()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _end) = ([], 0, 0);
    }
}
