namespace Ramais.Voice;

/// <summary>What the ticker finds when it empties the inbox.</summary>
/// <param name="Items">How many items were posted since the last time.</param>
/// <param name="Interrupted">Items before this one were posted before the last interruption; -1 when nothing was interrupted.</param>
/// <param name="Stopped">Likewise for the last stop.</param>
/// <param name="Closed">Nothing more will come.</param>
internal readonly record struct PlaybackOrders(int Items, int Interrupted, int Stopped, bool Closed)
{
    /// <summary>Whether an item that was already with the ticker has to go.</summary>
    public bool Drops(PlaybackItem item) => Drops(item, -1);

    /// <summary>Whether the item at <paramref name="index"/> of the inbox has to go.</summary>
    public bool Drops(PlaybackItem item, int index) => Closed || (!item.MustBeHeard && index < Stopped) || (item.Interruptible && index < Interrupted);
}

/// <summary>
/// The border between the threads that want something said and the ticker that says it. Bounded: items by its capacity, and orders need no
/// room, because a later interruption covers the earlier ones.
/// </summary>
internal sealed class PlaybackInbox(int capacity)
{
    private readonly Lock _gate = new();
    private PlaybackItem[] _items = []; // most legs never hold more than a few
    private int _count;
    private int _interrupted = -1;
    private int _stopped = -1;
    private bool _closed;
    private int _unreported;
    private volatile bool _hasNews;

    /// <summary>Whether <see cref="Take"/> would find anything; spares the ticker the lock.</summary>
    public bool HasNews => _hasNews;

    public bool TryPost(PlaybackItem item)
    {
        lock (_gate)
        {
            if (_closed || _unreported == capacity)
                return false;
            _unreported++;
            if (_count == _items.Length)
                Array.Resize(ref _items, Math.Min(capacity, Math.Max(4, 2 * _count)));
            _items[_count++] = item;
            _hasNews = true;
            return true;
        }
    }

    public void Interrupt()
    {
        lock (_gate)
        {
            _interrupted = _count;
            _hasNews = true;
        }
    }

    public void Stop()
    {
        lock (_gate)
        {
            _stopped = _count;
            _hasNews = true;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _hasNews = true;
        }
    }

    /// <summary>An item was reported and makes room for another.</summary>
    public void Release()
    {
        lock (_gate)
            _unreported--;
    }

    /// <summary>Moves everything that was posted to <paramref name="items"/>, which holds as many as this inbox.</summary>
    public PlaybackOrders Take(PlaybackItem[] items)
    {
        lock (_gate)
        {
            Array.Copy(_items, items, _count);
            Array.Clear(_items, 0, _count);
            var orders = new PlaybackOrders(_count, _interrupted, _stopped, _closed);
            (_count, _interrupted, _stopped, _hasNews) = (0, -1, -1, false);
            return orders;
        }
    }
}
