using System.Net;
using System.Net.Sockets;
using Ramais.Server.Media;

namespace Ramais.Server.Tests.Media;

public sealed class EpollTests
{
    [Fact]
    public void More_that_have_changed_than_fit_are_told_at_the_next_waits_and_none_twice()
    {
        const int Sockets = (2 * Epoll.MostEvents) + 1;
        using var epoll = new Epoll();
        var targets = Enumerable.Range(0, Sockets).Select(_ => new Counting()).ToList();
        var sockets = targets.Select(target => Watched(epoll, target)).ToList();
        try
        {
            Assert.True(epoll.Wait(0)); // whoever sleeps now, because the next deadline is near, leaves the others unheard
            Assert.True(epoll.Wait(0));
            Assert.False(epoll.Wait(0));

            Assert.All(targets, target => Assert.Equal(1, target.Told));
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    /// <summary>A socket that can be written to, which is news enough.</summary>
    private static Socket Watched(Epoll epoll, Counting target)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        epoll.Add(socket.SafeHandle, target);
        return socket;
    }

    private sealed class Counting : IEpollTarget
    {
        public int Told { get; private set; }

        public void OnReady(int flags) => Told++;
    }
}
