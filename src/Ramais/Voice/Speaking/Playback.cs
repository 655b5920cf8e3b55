namespace Ramais.Voice;

/// <summary>
/// One leg's voice. Others post what is to be said; the ticker alone moves the queue and the position, and sends one message for every
/// 20 ms that pass: sound while there is some, silence otherwise, because Asterisk hangs up on a leg that sends nothing. Only the last turn may
/// be taken by whoever closes: a hang-up need not wait for the next 20 ms.
/// </summary>
internal sealed class Playback : IPaced
{
    /// <summary>The most items that may wait or play; more is a caller that has lost count.</summary>
    public const int Capacity = 32;

    /// <summary>
    /// The most messages sent beyond the one that is being heard. Asterisk hands a burst straight to the phone, whose buffer drops what does
    /// not fit.
    /// </summary>
    public const int MostMessagesAhead = 3;

    /// <summary>How long a peer may read nothing before its leg counts as stuck.</summary>
    public static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(3);

    private const int Free = 0;
    private const int Taken = 1;
    private const int Over = 2;

    private readonly IFrameSink _sink;
    private readonly IPlaybackObserver _observer;
    private readonly PlaybackInbox _inbox = new(Capacity);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _frameTime;
    private readonly long _stuckTime;

    // Between two lines of one method: all legs of a ticker share them, and they stay in its processor's cache.
    [ThreadStatic]
    private static PlaybackItem[]? _taken;

    [ThreadStatic]
    private static short[]? _frame;

    private int _turn; // Free, Taken or Over

    // From here on everything belongs to whoever has the turn.
    private readonly Queue<PlaybackItem> _queue = new();
    private PlaybackItem? _current;
    private SoundReader _reader;
    private long _playedOutAt = long.MinValue;
    private long? _refusedSince;
    private bool _stuckReported;

    public Playback(IFrameSink sink, IPlaybackObserver observer, TimeProvider time)
    {
        _sink = sink;
        _observer = observer;
        _frameTime = (long)(AudioClip.FrameDuration.TotalSeconds * time.TimestampFrequency);
        _stuckTime = (long)(StuckAfter.TotalSeconds * time.TimestampFrequency);
    }

    /// <summary>Adds an item behind the others. Any thread.</summary>
    /// <returns>False when the queue is full or closed: the item is not taken and will not be reported.</returns>
    public bool Enqueue(PlaybackItem item) => _inbox.TryPost(item);

    /// <summary>Stops the item that plays if it may be interrupted, and drops every interruptible one enqueued before this call. Any thread.</summary>
    public void Interrupt() => _inbox.Interrupt();

    /// <summary>Stops and drops everything enqueued before this call, interruptible or not, but what must be heard; silence goes on. Any thread.</summary>
    public void StopAll() => _inbox.Stop();

    /// <summary>
    /// Stops everything, silence included. Completes when nothing is sent any more: at once, or at the next tick where the ticker is just
    /// speaking; fails with what the ticker failed with. Any thread.
    /// </summary>
    public Task CloseAsync()
    {
        _inbox.Close();
        _ = TakeTurn(0, messages: 0);
        return _released.Task;
    }

    /// <inheritdoc/>
    public bool Tick(long timestamp, int messages) => TakeTurn(timestamp, messages);

    /// <returns>False when it is over, or in the hands of somebody who closes it.</returns>
    private bool TakeTurn(long timestamp, int messages)
    {
        if (Interlocked.CompareExchange(ref _turn, Taken, Free) != Free)
            return false;
        try
        {
            var goesOn = Speak(timestamp, messages);
            Volatile.Write(ref _turn, goesOn ? Free : Over);
            if (!goesOn)
                _released.TrySetResult();
            return goesOn;
        }
        catch (Exception failure)
        {
            _inbox.Close();
            _released.TrySetException(failure);
            throw;
        }
    }

    private bool Speak(long timestamp, int messages)
    {
        if (_inbox.HasNews && !Obey(_inbox.Take(_taken ??= new PlaybackItem[Capacity]), _taken))
            return false;
        for (var sent = 0; sent < messages && TrySendNext(timestamp); sent++)
        {
        }
        return true;
    }

    private bool Obey(PlaybackOrders orders, PlaybackItem[] taken)
    {
        if (_current is { } current && orders.Drops(current))
            EndCurrent(current);
        for (var waiting = _queue.Count; waiting > 0; waiting--)
            KeepOrDrop(_queue.Dequeue(), orders, index: -1);
        for (var index = 0; index < orders.Items; index++)
            KeepOrDrop(taken[index], orders, index);
        Array.Clear(taken, 0, orders.Items);
        return !orders.Closed;
    }

    private void KeepOrDrop(PlaybackItem item, PlaybackOrders orders, int index)
    {
        if (orders.Drops(item, index))
            Report(new PlaybackResult(item.Id, TimeSpan.Zero, Completed: false));
        else
            _queue.Enqueue(item);
    }

    private bool TrySendNext(long timestamp)
    {
        MoveOn();
        // Late ticks make up for what was missed, but only as far as the phone can hold it.
        if (_playedOutAt > timestamp + (MostMessagesAhead * _frameTime))
            return false;
        var reader = _reader;
        if (!_sink.TrySend(_current is null ? AudioClip.SilentFrame : Read(ref reader)))
        {
            NotReading(timestamp);
            return false;
        }
        _refusedSince = null;
        _stuckReported = false;
        _playedOutAt = Math.Max(_playedOutAt, timestamp) + _frameTime;
        if (_current is { } current && _reader.Taken == 0 && reader.Taken > 0)
            _observer.OnPlaybackStarted(current.Id);
        _reader = reader;
        return true;
    }

    private static ReadOnlySpan<short> Read(ref SoundReader reader)
    {
        var frame = (_frame ??= new short[AudioClip.FrameSamples]).AsSpan();
        frame[reader.Read(frame)..].Clear();
        return frame;
    }

    // An item ends when its last message has had its 20 ms: at the tick that would send the next one.
    private void MoveOn()
    {
        while (_current is null || _reader.IsOver)
        {
            if (_current is { } finished)
                EndCurrent(finished);
            if (!_queue.TryDequeue(out var next))
                return;
            (_current, _reader) = (next, new(next.Sound));
            if (_reader.IsOver)
                _observer.OnPlaybackStarted(next.Id);
        }
    }

    private void EndCurrent(PlaybackItem item)
    {
        var result = new PlaybackResult(item.Id, AudioClip.DurationOf(_reader.Taken), _reader.IsOver);
        (_current, _reader) = (null, default);
        Report(result);
    }

    private void Report(PlaybackResult result)
    {
        _inbox.Release();
        _observer.OnPlaybackEnded(result);
    }

    private void NotReading(long timestamp)
    {
        _refusedSince ??= timestamp;
        if (_stuckReported || timestamp - _refusedSince < _stuckTime)
            return;
        _stuckReported = true;
        _observer.OnPeerStuck();
    }
}
