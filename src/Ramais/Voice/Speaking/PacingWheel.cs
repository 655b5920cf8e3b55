using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Ramais.Voice;

/// <summary>
/// Whose turn it is. Ten slots of 2 ms make one 20 ms cycle; an entry keeps its slot for life, so its deadlines are absolute and lateness
/// never adds up. The wheel knows no clock: its owner calls <see cref="Advance"/> and sleeps until <see cref="NextDue"/>.
/// </summary>
/// <param name="frequency">Timestamp units a second.</param>
/// <param name="start">The timestamp from which the cycles are counted.</param>
/// <param name="onFailure">Told when an entry throws; the entry is removed and the others go on.</param>
internal sealed class PacingWheel(long frequency, long start, Action<IPaced, Exception> onFailure)
{
    /// <summary>The most messages an entry is told to send in one go; after a longer stall the rest is forgiven, never sent as a burst.</summary>
    public const int MostMessagesAtOnce = 5;

    private const int SlotCount = 10;
    private const int SlotsPerSecond = 500;

    private readonly List<Entry>[] _slots = [.. Enumerable.Range(0, SlotCount).Select(_ => new List<Entry>())];

    // Not bounded: it holds no more than the legs that were accepted since the owner last looked, and every Add wakes the owner.
    private readonly ConcurrentQueue<IPaced> _arrivals = new();
    private long _nextIndex;
    private int _count;

    /// <summary>How late the ticks were. Written by the owner.</summary>
    public PacingLateness Lateness { get; } = new(frequency);

    /// <summary>Entries on the wheel and on their way to it. Any thread.</summary>
    public int Count => Volatile.Read(ref _count) + _arrivals.Count;

    /// <summary>The timestamp of the next slot that is not empty; <see cref="long.MaxValue"/> when all are. Only the owner.</summary>
    public long NextDue
    {
        get
        {
            for (var index = _nextIndex; index < _nextIndex + SlotCount; index++)
                if (_slots[index % SlotCount].Count > 0)
                    return TimestampOf(index);
            return long.MaxValue;
        }
    }

    /// <summary>Hands an entry to the owner, whose next <see cref="Advance"/> ticks it for the first time. Any thread.</summary>
    public void Post(IPaced paced) => _arrivals.Enqueue(paced);

    /// <summary>Ticks everybody who is due at <paramref name="now"/>, then whoever has just arrived. Only the owner.</summary>
    public void Advance(long now)
    {
        var current = IndexAt(now);
        // After a stall of more than a cycle each slot is still walked once: how much it missed is told in the number of messages.
        for (var index = Math.Max(_nextIndex, current - SlotCount + 1); index <= current; index++)
            Walk(_slots[index % SlotCount], index, now);
        _nextIndex = Math.Max(_nextIndex, current + 1);
        while (_arrivals.TryDequeue(out var paced))
            Admit(paced, current, now);
    }

    private void Walk(List<Entry> slot, long index, long now)
    {
        for (var i = slot.Count - 1; i >= 0; i--)
        {
            ref var entry = ref CollectionsMarshal.AsSpan(slot)[i];
            var messages = Math.Min((index - entry.LastIndex) / SlotCount, MostMessagesAtOnce);
            Lateness.Record(now - TimestampOf(entry.LastIndex + SlotCount));
            entry.LastIndex = index;
            if (!Tick(entry.Paced, now, (int)messages))
                Remove(slot, i);
        }
    }

    private void Admit(IPaced paced, long current, long now)
    {
        if (!Tick(paced, now, 1))
            return;
        var lastIndex = LeastLoadedBackFrom(current);
        _slots[Modulo(lastIndex)].Add(new Entry { Paced = paced, LastIndex = lastIndex });
        Volatile.Write(ref _count, _count + 1);
    }

    // Going back from the current slot, the second tick of a lonely entry follows the first by one cycle, and where slots are shared it comes
    // up to 18 ms early, never late: an early message waits in the phone's buffer, a late one is heard.
    private long LeastLoadedBackFrom(long current)
    {
        var best = current;
        for (var index = current; index > current - SlotCount; index--)
            if (_slots[Modulo(index)].Count < _slots[Modulo(best)].Count)
                best = index;
        return best;
    }

    private bool Tick(IPaced paced, long now, int messages)
    {
        try
        {
            return paced.Tick(now, messages);
        }
        catch (Exception failure)
        {
            onFailure(paced, failure);
            return false;
        }
    }

    private void Remove(List<Entry> slot, int position)
    {
        slot[position] = slot[^1];
        slot.RemoveAt(slot.Count - 1);
        Volatile.Write(ref _count, _count - 1);
    }

    private static int Modulo(long index) => (int)((index + SlotCount) % SlotCount);

    // Whole seconds and the rest apart: nanoseconds times 500 overflow after 213 days.
    private long IndexAt(long timestamp)
    {
        var (seconds, rest) = Math.DivRem(timestamp - start, frequency);
        return (seconds * SlotsPerSecond) + (rest * SlotsPerSecond / frequency);
    }

    // Rounded up, so that whoever wakes at this instant finds the slot due.
    private long TimestampOf(long index)
    {
        var (seconds, rest) = Math.DivRem(index, SlotsPerSecond);
        return start + (seconds * frequency) + (((rest * frequency) + SlotsPerSecond - 1) / SlotsPerSecond);
    }

    private struct Entry
    {
        public required IPaced Paced { get; init; }

        /// <summary>The index of the slot instant up to which this entry has been served.</summary>
        public long LastIndex { get; set; }
    }
}
