using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Ramais.Server.Media;

/// <summary>Reads <c>struct sockaddr_in</c> and <c>sockaddr_in6</c>: the family in the machine's order, port and address in the network's.</summary>
internal static class SocketName
{
    /// <summary>Bytes that any of the two fits in.</summary>
    public const int MaxLength = 28;

    private const int Inet6 = 10; // AF_INET6

    public static IPEndPoint Parse(ReadOnlySpan<byte> name)
    {
        var port = BinaryPrimitives.ReadUInt16BigEndian(name[2..]);
        return BitConverter.ToUInt16(name) == Inet6
            ? new(new IPAddress(name.Slice(8, 16), BitConverter.ToUInt32(name[24..])), port)
            : new(new IPAddress(name.Slice(4, 4)), port);
    }

    /// <summary>The local end of a socket.</summary>
    /// <exception cref="SocketException">The socket is closed.</exception>
    public static IPEndPoint LocalOf(SafeHandle socket)
    {
        Span<byte> name = stackalloc byte[MaxLength];
        var length = name.Length;
        return Posix.LocalName(socket, ref MemoryMarshal.GetReference(name), ref length) == 0
            ? Parse(name)
            : throw Posix.Fault(Marshal.GetLastPInvokeError());
    }
}
