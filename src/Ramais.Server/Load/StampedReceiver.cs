using System.Runtime.InteropServices;
using Ramais.Server.Media;

namespace Ramais.Server.Load;

/// <summary>
/// Receives together with the instant at which the kernel had the bytes (SO_TIMESTAMPNS, socket(7)): a reader that comes late must not make late
/// what it reads. All sockets of a thread share one. Allocates nothing per call.
/// </summary>
internal sealed class StampedReceiver
{
    private const int StampNanoseconds = 35; // SO_TIMESTAMPNS, and SCM_TIMESTAMPNS in what is received
    private const int Bytes = 64 * 1024;

    // What the kernel is given addresses of; it stays where it is.
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Bytes, pinned: true);
    private readonly Control[] _control = GC.AllocateArray<Control>(1, pinned: true);
    private readonly Posix.Vector[] _vector = GC.AllocateArray<Posix.Vector>(1, pinned: true);
    private Posix.MessageHeader _message;

    public StampedReceiver()
    {
        _vector[0] = new(Address(_bytes), Bytes);
        _message = new() { Vectors = Address(_vector), VectorCount = 1, Control = Address(_control) };
    }

    /// <summary>Has the kernel stamp what this socket receives from now on.</summary>
    public static void Enable(SafeHandle socket)
    {
        var on = 1;
        _ = Posix.SetOption(socket, Posix.SocketLevel, StampNanoseconds, ref on, sizeof(int)); // without stamps the reader's clock has to do
    }

    /// <summary>Takes what has arrived.</summary>
    /// <param name="count">Bytes; 0 at the end of the stream, negative as <c>recvmsg</c> returns it.</param>
    /// <param name="arrived">When the last of them did, in microseconds since 1970; null where the kernel did not say.</param>
    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<byte> Receive(SafeHandle socket, out int count, out long? arrived)
    {
        (_message.ControlLength, _control[0]) = (Marshal.SizeOf<Control>(), default);
        count = (int)Posix.ReceiveMessage(socket, ref _message, 0);
        arrived = _control[0] is { Level: Posix.SocketLevel, Type: StampNanoseconds } stamp ? (stamp.Seconds * 1_000_000) + (stamp.Nanoseconds / 1000) : null;
        return _bytes.AsSpan(0, Math.Max(0, count));
    }

    /// <summary>Whether a call took as much as there was room for, so that there may be more.</summary>
    public static bool WasFull(int count) => count == Bytes;

    private static nint Address<T>(T[] pinned) => Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);

    /// <summary>struct cmsghdr with a struct timespec, as on every 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Control(nint Length, int Level, int Type, long Seconds, long Nanoseconds);
}
