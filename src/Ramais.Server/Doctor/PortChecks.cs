using System.Net;
using System.Net.Sockets;

namespace Ramais.Server.Doctor;

/// <summary>Whether the configured ports can be had.</summary>
internal static class PortChecks
{
    /// <param name="subject">Whose port.</param>
    /// <param name="address">Where it is to listen.</param>
    /// <param name="port">0 is always free.</param>
    /// <param name="ours">The ports on which a running server of ours answers.</param>
    /// <param name="otherwise">How bad it is when somebody else has it.</param>
    public static Finding Port(string subject, IPAddress address, int port, IReadOnlySet<int> ours, FindingLevel otherwise)
    {
        if (ours.Contains(port))
            return Finding.Good(subject, $"porta {port}, com o Ramais no ar");
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        // As the server does: connections of calls that are over, still in TIME_WAIT, are no obstacle.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return Finding.Good(subject, $"porta {port}, livre");
        }
        catch (SocketException failure)
        {
            return new(
                otherwise, subject, $"a porta {port} não está disponível ({failure.Message})", $"veja quem a usa com: ss -ltnp 'sport = :{port}', ou escolha outra");
        }
    }
}
