using System.Net;
using System.Net.Sockets;

namespace Ramais.Server.Tests;

/// <summary>Finds ports for configurations, which can't say 0: below the system's ephemeral range, so that no outgoing connection gets them.</summary>
internal static class FreePorts
{
    private const int First = 12000;
    private const int Last = 30000;

    private static int _next = Random.Shared.Next(First, Last);

    public static int[] Take(int count)
    {
        var ports = new List<int>();
        while (ports.Count < count)
        {
            var port = First + (Interlocked.Increment(ref _next) % (Last - First));
            if (IsFree(port))
                ports.Add(port);
        }
        return [.. ports];
    }

    /// <summary>The first of <paramref name="count"/> ports in a row that no other test is given: for ranges from which a server takes what it likes.</summary>
    public static int TakeRange(int count)
    {
        while (true)
        {
            var first = (Interlocked.Add(ref _next, count) - count + 1) % (Last - First);
            if (first + count <= Last - First && Enumerable.Range(First + first, count).All(IsFree))
                return First + first;
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
