using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Ramais.Server.Media;

/// <summary>
/// One epoll set, edge-triggered: a target hears once that something has changed, and has to try until the system says "again". An event may
/// reach a target that took over the slot of a closed one; it is a hint to try, and trying in vain is harmless.
/// </summary>
internal sealed class Epoll : IDisposable
{
    /// <summary>
    /// Deadlines come between: on a full core what is to be said goes out in time, and what has arrived waits its turn, two messages in one read.
    /// </summary>
    public const int MostEvents = 64;

    private const int WakeSlot = 0;

    // struct epoll_event is packed on x64 and nowhere else (bits/epoll.h).
    private static readonly int EventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int SlotOffset = EventSize - sizeof(long);

    private readonly FileDescriptor _set = Open(Posix.EpollCreate(Posix.CloseOnExec));
    private readonly FileDescriptor _wake = Open(Posix.EventDescriptor(0, Posix.CloseOnExec | Posix.NonBlocking));
    private readonly byte[] _events = new byte[MostEvents * EventSize];
    private readonly Lock _changing = new();
    private readonly Stack<int> _free = [];
    private volatile IEpollTarget?[] _targets = new IEpollTarget?[64];
    private int _used = WakeSlot + 1;

    public Epoll() => Control(_wake, WakeSlot, Posix.EpollIn);

    /// <summary>Targets in the set. Any thread.</summary>
    public int Count
    {
        get
        {
            lock (_changing)
                return _used - _free.Count - 1;
        }
    }

    /// <summary>Watches a descriptor; it leaves the set when it is closed. Any thread.</summary>
    /// <returns>The slot, to be given back by <see cref="Remove"/>.</returns>
    /// <exception cref="IOException">The system can't watch more.</exception>
    public int Add(SafeHandle descriptor, IEpollTarget target)
    {
        var slot = Take(target);
        try
        {
            Control(descriptor, slot, Posix.EpollIn | Posix.EpollOut | Posix.EpollReadHangUp);
            return slot;
        }
        catch
        {
            Remove(slot);
            throw;
        }
    }

    /// <summary>Forgets the target of a slot. Any thread.</summary>
    public void Remove(int slot)
    {
        lock (_changing)
        {
            _targets[slot] = null;
            _free.Push(slot);
        }
    }

    /// <summary>Makes <see cref="Wait"/> return. Any thread.</summary>
    public void Wake()
    {
        Span<byte> one = stackalloc byte[sizeof(long)];
        BitConverter.TryWriteBytes(one, 1L);
        _ = Posix.Write(_wake, ref MemoryMarshal.GetReference(one), one.Length); // a counter that is full wakes just as well
    }

    /// <summary>Waits for changes and tells their targets. One thread.</summary>
    /// <param name="milliseconds">The longest wait; -1 for ever, 0 not at all.</param>
    /// <returns>Whether more may have changed than were told.</returns>
    public bool Wait(int milliseconds)
    {
        var ready = Posix.EpollWait(_set, ref _events[0], MostEvents, milliseconds);
        var targets = _targets;
        for (var at = 0; at < ready * EventSize; at += EventSize)
        {
            var slot = BitConverter.ToInt32(_events, at + SlotOffset);
            if (slot == WakeSlot)
                ClearWake();
            else if (slot < targets.Length)
                targets[slot]?.OnReady(BitConverter.ToInt32(_events, at));
        }
        return ready == MostEvents;
    }

    public void Dispose()
    {
        _set.Dispose();
        _wake.Dispose();
    }

    private int Take(IEpollTarget target)
    {
        lock (_changing)
        {
            var slot = _free.Count > 0 ? _free.Pop() : _used++;
            if (slot == _targets.Length)
                _targets = [.. _targets, .. new IEpollTarget?[_targets.Length]];
            _targets[slot] = target;
            return slot;
        }
    }

    private void Control(SafeHandle descriptor, int slot, int flags)
    {
        Span<byte> wanted = stackalloc byte[EventSize];
        BinaryPrimitives.WriteInt32LittleEndian(wanted, flags | Posix.EpollEdge);
        BinaryPrimitives.WriteInt64LittleEndian(wanted[SlotOffset..], slot);
        if (Posix.EpollControl(_set, Posix.EpollControlAdd, descriptor, ref MemoryMarshal.GetReference(wanted)) != 0)
            throw Broken();
    }

    private void ClearWake()
    {
        Span<byte> count = stackalloc byte[sizeof(long)];
        _ = Posix.Read(_wake, ref MemoryMarshal.GetReference(count), count.Length);
    }

    private static FileDescriptor Open(int number) => number >= 0 ? new(number) : throw Broken();

    private static IOException Broken()
    {
        var fault = Posix.Fault(Marshal.GetLastPInvokeError());
        return new($"epoll: {fault.Message}", fault);
    }
}

/// <summary>Something that the media loop watches.</summary>
internal interface IEpollTarget
{
    /// <summary>Something may have changed. Called by the loop's thread; must neither wait nor throw.</summary>
    /// <param name="flags">EPOLL flags.</param>
    void OnReady(int flags);
}
