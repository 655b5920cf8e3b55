using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Ramais.Server.Media;

/// <summary>The system calls of the media loop, and the numbers that Linux gives their arguments on x64 and arm64.</summary>
internal static partial class Posix
{
    public const int Again = 11; // EAGAIN
    public const int Interrupted = 4; // EINTR

    public const int EpollIn = 0x1;
    public const int EpollOut = 0x4;
    public const int EpollError = 0x8;
    public const int EpollHangUp = 0x10;
    public const int EpollReadHangUp = 0x2000;
    public const int EpollEdge = 1 << 31;
    public const int EpollControlAdd = 1;
    public const int CloseOnExec = 0x80000; // O_CLOEXEC, EPOLL_CLOEXEC, EFD_CLOEXEC, SOCK_CLOEXEC
    public const int NonBlocking = 0x800; // O_NONBLOCK, EFD_NONBLOCK, SOCK_NONBLOCK
    public const int NoSignal = 0x4000; // MSG_NOSIGNAL
    public const int TcpLevel = 6; // IPPROTO_TCP
    public const int NoDelay = 1; // TCP_NODELAY
    public const int SocketLevel = 1; // SOL_SOCKET
    public const int Linger = 13; // SO_LINGER

    private const int MonotonicClock = 1; // CLOCK_MONOTONIC
    private const int Thread = 0; // PRIO_PROCESS, which on Linux means a thread
    private const int UsualButNotForChildren = 0x40000000; // SCHED_OTHER | SCHED_RESET_ON_FORK

    /// <summary>Sleeps this thread, to within the kernel's timer slack of 50 µs. A signal may end it early.</summary>
    public static void Sleep(TimeSpan time)
    {
        var wanted = new TimeSpec((nint)(time.Ticks / TimeSpan.TicksPerSecond), (nint)(time.Ticks % TimeSpan.TicksPerSecond * 100));
        _ = ClockSleep(MonotonicClock, 0, in wanted, 0);
    }

    /// <summary>
    /// Lets this thread go before others of its machine, where root or RLIMIT_NICE (setrlimit(2)) permits it. Threads that it starts, such as
    /// workers of the pool, do not inherit that (sched(7)).
    /// </summary>
    /// <param name="niceness">-20, the most, to -1.</param>
    /// <returns>Whether it was permitted.</returns>
    public static bool TryGoFirst(int niceness)
    {
        var noRealTime = 0;
        return SetScheduler(0, UsualButNotForChildren, in noRealTime) == 0 && SetPriority(Thread, 0, niceness) == 0;
    }

    /// <summary>What an error number of a socket call means to .NET.</summary>
    public static SocketException Fault(int error) => new((int)(error switch
    {
        23 or 24 => SocketError.TooManyOpenSockets, // ENFILE, EMFILE
        12 or 105 => SocketError.NoBufferSpaceAvailable, // ENOMEM, ENOBUFS
        103 => SocketError.ConnectionAborted, // ECONNABORTED
        104 or 32 => SocketError.ConnectionReset, // ECONNRESET, EPIPE
        110 => SocketError.TimedOut, // ETIMEDOUT
        113 => SocketError.HostUnreachable, // EHOSTUNREACH
        _ => SocketError.SocketError,
    }), Marshal.GetPInvokeErrorMessage(error));

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(SafeHandle epoll, int operation, SafeHandle descriptor, ref byte epollEvent);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(SafeHandle epoll, ref byte events, int count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventDescriptor(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeHandle descriptor, ref byte buffer, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeHandle descriptor, ref byte buffer, nint length);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(SafeHandle socket, ref byte buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint ReceiveMessage(SafeHandle socket, ref MessageHeader message, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(SafeHandle socket, ref byte buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "accept4", SetLastError = true)]
    public static partial int Accept(SafeHandle socket, ref byte address, ref int length, int flags);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    public static partial int LocalName(SafeHandle socket, ref byte address, ref int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(SafeHandle socket, int level, int option, ref int value, int length);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetScheduler(int thread, int policy, in int priority);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int niceness);

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int ClockSleep(int clock, int flags, in TimeSpec wanted, nint remaining);

    /// <summary>struct msghdr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct MessageHeader
    {
        public nint Name;
        public int NameLength;
        public nint Vectors;
        public nint VectorCount;
        public nint Control;
        public nint ControlLength;
        public int Flags;
    }

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct Vector(nint Start, nint Length);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(nint Seconds, nint Nanoseconds);
}
