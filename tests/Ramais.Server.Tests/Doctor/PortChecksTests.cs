using System.Net;
using System.Net.Sockets;
using Ramais.Server.Doctor;

namespace Ramais.Server.Tests.Doctor;

public sealed class PortChecksTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public PortChecksTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    [Fact]
    public void A_port_that_somebody_listens_on_is_taken()
    {
        var finding = PortChecks.Port("API", IPAddress.Loopback, Port, new HashSet<int>(), FindingLevel.Missing);

        Assert.Equal(FindingLevel.Missing, finding.Level);
        Assert.Contains($":{Port}", finding.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_of_our_own_server_is_good() =>
        Assert.Equal(FindingLevel.Good, PortChecks.Port("API", IPAddress.Loopback, Port, new HashSet<int> { Port }, FindingLevel.Missing).Level);

    [Fact]
    public void A_port_is_free_again_right_after_a_call_that_the_server_closed()
    {
        using (var client = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            client.Connect(_listener.LocalEndpoint);
            _listener.AcceptSocket().Dispose(); // closed here first: this side stays in TIME_WAIT
            Assert.Equal(0, client.Receive(new byte[1]));
        }
        var port = Port;
        _listener.Stop();

        Assert.Equal(FindingLevel.Good, PortChecks.Port("API", IPAddress.Loopback, port, new HashSet<int>(), FindingLevel.Missing).Level);
    }
}
