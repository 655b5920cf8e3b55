using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;
using Microsoft.AspNetCore.Connections;

namespace Ramais.Server.Media;

/// <summary>
/// The receiving half of a connection. It holds a buffer only while there is something in it that was not consumed, and continues its reader on
/// the loop's own thread. One reader at a time; the loop and whoever closes come from other threads.
/// </summary>
internal sealed class SocketReader(FileDescriptor socket) : PipeReader, IValueTaskSource<ReadResult>
{
    private const int SmallestBuffer = 2048;

    /// <summary>The longest message and as much again: a peer that goes on beyond it waits in its own send buffer.</summary>
    private const int LargestBuffer = 128 * 1024;

    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<ReadResult> _source;
    private CancellationTokenRegistration _cancellation;
    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private bool _unseen; // there are bytes that the reader has not examined
    private bool _mayReceive;
    private bool _peerEnded;
    private bool _completed;
    private bool _cancelNext;
    private bool _waiting;
    private Exception? _fault;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (TryTakeResult(out var result))
                return new(result);
            _waiting = true;
            _source.Reset();
        }
        if (cancellationToken.CanBeCanceled)
            _cancellation = cancellationToken.UnsafeRegister(static (reader, token) => ((SocketReader)reader!).Fail(new OperationCanceledException(token)), this);
        return new(this, _source.Version);
    }

    public override bool TryRead(out ReadResult result)
    {
        lock (_gate)
            return TryTakeResult(out result);
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        lock (_gate)
        {
            var buffer = Unread();
            var end = buffer.GetOffset(buffer.End);
            var taken = buffer.GetOffset(consumed) - buffer.GetOffset(buffer.Start);
            _unseen = buffer.GetOffset(examined) < end;
            _start += (int)taken;
            if (_start == _end)
                ReturnBuffer();
        }
    }

    /// <summary>Continues the reader on the caller's thread when one waits.</summary>
    public override void CancelPendingRead()
    {
        ReadResult result;
        lock (_gate)
        {
            _cancelNext = true;
            if (!_waiting)
                return;
            _ = TryTakeResult(out result);
            _waiting = false;
        }
        _source.SetResult(result);
    }

    public override void Complete(Exception? exception = null)
    {
        lock (_gate)
        {
            _completed = true;
            ReturnBuffer();
        }
    }

    /// <summary>More may have arrived. The loop's thread.</summary>
    /// <param name="ended">The peer has ended its side or the connection broke: what follows the last bytes must be seen too.</param>
    public void OnReadable(bool ended)
    {
        ReadResult result = default;
        IOException? fault;
        lock (_gate)
        {
            _mayReceive = true;
            _peerEnded |= ended;
            if (!_waiting)
                return;
            fault = Try(ref result);
            if (_waiting)
                return;
        }
        if (fault is null)
            _source.SetResult(result);
        else
            _source.SetException(fault);
    }

    /// <summary>This side has closed the descriptor; a reader that waits hears so.</summary>
    public void OnClosed(Exception reason)
    {
        lock (_gate)
        {
            _mayReceive = false;
            _fault ??= reason;
        }
        Fail(reason);
    }

    ReadResult IValueTaskSource<ReadResult>.GetResult(short token)
    {
        _cancellation.Dispose();
        return _source.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource<ReadResult>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<ReadResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private void Fail(Exception fault)
    {
        lock (_gate)
        {
            if (!_waiting)
                return;
            _waiting = false;
        }
        _source.SetException(fault);
    }

    private IOException? Try(ref ReadResult result)
    {
        try
        {
            _waiting = !TryTakeResult(out result);
            return null;
        }
        catch (IOException broken)
        {
            _waiting = false;
            return broken;
        }
    }

    /// <exception cref="IOException">The connection broke.</exception>
    private bool TryTakeResult(out ReadResult result)
    {
        if (!_unseen && !_completed)
            Receive();
        var cancelled = _cancelNext;
        var ended = _fault is EndOfStreamException || _completed;
        result = new(Unread(), cancelled, ended);
        if (!_unseen && !cancelled && !ended)
            return _fault is null ? false : throw _fault;
        _cancelNext = false;
        return true;
    }

    /// <summary>
    /// Takes what has arrived. Fewer bytes than there was room for were all there were, and news comes with the next edge; only the end of a
    /// connection makes no edge of its own behind the last bytes.
    /// </summary>
    private void Receive()
    {
        while (_mayReceive && _fault is null && MakeRoom())
        {
            var room = _buffer.Length - _end;
            var received = (int)Posix.Receive(socket, ref _buffer[_end], room, 0);
            if (received > 0)
            {
                _end += received;
                _unseen = true;
                _mayReceive = received == room || _peerEnded;
                return;
            }
            TakeRefusal(received);
        }
        if (_start == _end)
            ReturnBuffer();
    }

    private void TakeRefusal(int received)
    {
        var error = received == 0 ? 0 : Marshal.GetLastPInvokeError();
        if (error == Posix.Interrupted)
            return;
        _mayReceive = false;
        if (error != Posix.Again)
            _fault = received == 0 ? new EndOfStreamException() : new ConnectionResetException("The peer reset the connection.", Posix.Fault(error));
    }

    /// <summary>False when the reader holds as much as it may without consuming any of it.</summary>
    private bool MakeRoom()
    {
        if (_end < _buffer.Length)
            return true;
        var size = Math.Max(SmallestBuffer, 2 * (_end - _start));
        if (size > LargestBuffer)
            return false;
        var larger = ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(_start, _end - _start).CopyTo(larger);
        var held = _end - _start;
        ReturnBuffer();
        (_buffer, _start, _end) = (larger, 0, held);
        return true;
    }

    private ReadOnlySequence<byte> Unread() => new(_buffer, _start, _end - _start);

    private void ReturnBuffer()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _end) = ([], 0, 0);
    }
}
