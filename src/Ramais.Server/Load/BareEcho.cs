using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Ramais.AudioSocket;
using Ramais.Server.Media;

namespace Ramais.Server.Load;

/// <summary>
/// The server's job with nothing in it: each message goes back as it came, from a thread of its own. What a run against it finds late is the
/// generator's and the machine's.
/// </summary>
internal sealed class BareEcho : IEpollTarget, IDisposable
{
    private const int Backlog = 512;

    private readonly MediaLoop _loop;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };

    public BareEcho(TimeProvider time)
    {
        _loop = new("echo", time, static (_, _) => { });
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(Backlog);
        _loop.Epoll.Add(_listener.SafeHandle, this);
        _loop.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Connections that are left go with their sockets.</summary>
    public void Dispose()
    {
        _loop.Dispose();
        _listener.Dispose();
    }

    void IEpollTarget.OnReady(int flags)
    {
        try
        {
            while (true)
                Leg.Watch(_listener.Accept(), _loop);
        }
        catch (SocketException)
        {
            // as a rule there are no more, and the next edge tells; with no descriptors left the generator counts the call as failed
        }
    }

    private sealed class Leg(Socket socket, MediaLoop loop) : IEpollTarget
    {
        private const int UuidBytes = AudioSocketCodec.HeaderLength + 16; // the first message of a call, for the server alone

        [ThreadStatic]
        private static byte[]? _received;

        private int _slot;
        private int _notOurs = UuidBytes;

        public static void Watch(Socket socket, MediaLoop loop)
        {
            (socket.Blocking, socket.NoDelay) = (false, true);
            var leg = new Leg(socket, loop);
            leg._slot = loop.Epoll.Add(socket.SafeHandle, leg); // only this thread calls it, so the slot is there in time
        }

        public void OnReady(int flags)
        {
            var buffer = _received ??= new byte[64 * 1024];
            while (true)
            {
                var received = (int)Posix.Receive(socket.SafeHandle, ref buffer[0], buffer.Length, 0);
                if (received < 0 && Marshal.GetLastPInvokeError() is Posix.Again)
                    return;
                if (received <= 0 || !TrySendBack(buffer.AsSpan(0, received)))
                {
                    Close();
                    return;
                }
            }
        }

        private bool TrySendBack(ReadOnlySpan<byte> bytes)
        {
            var left = Math.Min(_notOurs, bytes.Length);
            _notOurs -= left;
            bytes = bytes[left..];
            return bytes.IsEmpty || Posix.Send(socket.SafeHandle, ref MemoryMarshal.GetReference(bytes), bytes.Length, Posix.NoSignal) == bytes.Length;
        }

        private void Close()
        {
            loop.Epoll.Remove(_slot);
            socket.Dispose();
        }
    }
}
