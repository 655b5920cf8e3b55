using System.Buffers;
using System.Threading.Tasks.Sources;

namespace Ramais.Voice;

/// <summary>
/// One utterance on its way from the receive loop to a recogniser: one writer that never waits, one reader. What a slow reader leaves beyond
/// <see cref="MostSamples"/> is lost, the oldest first. Neither side allocates per frame: a media loop serves hundreds of legs.
/// </summary>
internal sealed class SoundQueue : IValueTaskSource<bool>, IThreadPoolWorkItem, IDisposable
{
    /// <summary>12 s: more than the longest utterance has.</summary>
    public const int MostSamples = 600 * AudioClip.FrameSamples;

    private const int UsualSamples = 2 * AudioClip.SampleRate;

    private readonly Lock _gate = new();
    private short[] _ring = ArrayPool<short>.Shared.Rent(UsualSamples);
    private int _first;
    private int _count;
    private bool _isComplete;
    private bool _isReleased;

    // Of the reader's wait.
    private ManualResetValueTaskSourceCore<bool> _more;
    private bool _isWaiting;
    private bool _hasContext;

    /// <summary>Adds what was heard. For the writer.</summary>
    public void Write(ReadOnlySpan<short> samples)
    {
        lock (_gate)
        {
            if (_isComplete || _isReleased)
                return;
            if (samples.Length > MostSamples)
                samples = samples[^MostSamples..];
            MakeRoom(samples.Length);
            var end = (_first + _count) % _ring.Length;
            var head = samples[..Math.Min(samples.Length, _ring.Length - end)];
            head.CopyTo(_ring.AsSpan(end));
            samples[head.Length..].CopyTo(_ring);
            _count += samples.Length;
        }
        Wake();
    }

    /// <summary>The utterance is over, or will not be listened to. Any thread.</summary>
    public void Complete()
    {
        lock (_gate)
            _isComplete = true;
        Wake();
    }

    /// <summary>Waits until there is something to read. For the reader.</summary>
    /// <returns>False when everything was read and nothing more will come.</returns>
    public ValueTask<bool> WaitAsync()
    {
        lock (_gate)
        {
            if (_count > 0 || _isComplete)
                return new(_count > 0);
            _more.Reset();
            (_isWaiting, _hasContext) = (true, SynchronizationContext.Current is not null);
            return new(this, _more.Version);
        }
    }

    /// <summary>Takes as much as there is and fits. For the reader.</summary>
    /// <returns>How many samples.</returns>
    public int Read(Span<short> samples)
    {
        lock (_gate)
        {
            var taken = Math.Min(samples.Length, _count);
            if (taken == 0)
                return 0;
            var head = Math.Min(taken, _ring.Length - _first);
            _ring.AsSpan(_first, head).CopyTo(samples);
            _ring.AsSpan(0, taken - head).CopyTo(samples[head..]);
            (_first, _count) = ((_first + taken) % _ring.Length, _count - taken);
            return taken;
        }
    }

    /// <summary>Nobody reads any more; what is written is dropped. For the reader.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isReleased)
                return;
            ArrayPool<short>.Shared.Return(_ring);
            (_ring, _first, _count, _isReleased) = ([], 0, 0, true);
        }
    }

    bool IValueTaskSource<bool>.GetResult(short token)
    {
        _more.GetResult(token);
        lock (_gate)
            return _count > 0 || !_isComplete;
    }

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _more.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _more.OnCompleted(continuation, state, token, flags);

    void IThreadPoolWorkItem.Execute() => _more.SetResult(true);

    /// <summary>Grows up to the limit; beyond it the oldest goes.</summary>
    private void MakeRoom(int more)
    {
        var needed = Math.Min(_count + more, MostSamples);
        if (needed > _ring.Length)
            Grow(needed);
        var over = _count + more - MostSamples;
        if (over > 0)
            (_first, _count) = ((_first + over) % _ring.Length, _count - over);
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<short>.Shared.Rent(Math.Min(Math.Max(needed, 2 * _ring.Length), MostSamples));
        var head = Math.Min(_count, _ring.Length - _first);
        _ring.AsSpan(_first, head).CopyTo(larger);
        _ring.AsSpan(0, _count - head).CopyTo(larger.AsSpan(head));
        ArrayPool<short>.Shared.Return(_ring);
        (_ring, _first) = (larger, 0);
    }

    /// <summary>The reader runs on its own context or on the pool, never on the writer's thread; the queue itself is the pool's work item.</summary>
    private void Wake()
    {
        lock (_gate)
        {
            if (!_isWaiting)
                return;
            _isWaiting = false;
        }
        if (_hasContext)
            _more.SetResult(true);
        else
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
