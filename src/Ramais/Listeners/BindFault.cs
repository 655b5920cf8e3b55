using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Ramais.Listeners;

/// <summary>Says in Portuguese why a port could not be opened, in the system's terms and without guessing which process is to blame.</summary>
internal static class BindFault
{
    /// <summary>True for what a transport throws when the system refuses the bind.</summary>
    public static bool IsRefusal(Exception fault) => fault is SocketException or AddressInUseException or IOException;

    /// <summary>True when another port of the same address may be free.</summary>
    public static bool IsOfPort(Exception fault) => Code(fault) is SocketError.AddressAlreadyInUse or SocketError.AccessDenied;

    public static string Describe(Exception fault) => Code(fault) switch
    {
        SocketError.AddressAlreadyInUse => "a porta já está em uso nesta máquina",
        SocketError.AccessDenied => "o sistema não permite abrir esta porta (abaixo de 1024 é preciso CAP_NET_BIND_SERVICE)",
        SocketError.AddressNotAvailable => "o endereço não pertence a nenhuma interface desta máquina",
        SocketError.TooManyOpenSockets => "o limite de arquivos abertos foi atingido (aumente LimitNOFILE)",
        SocketError.AddressFamilyNotSupported => "esta máquina não tem IPv6 ativo",
        _ => fault.Message,
    };

    private static SocketError? Code(Exception fault) => fault switch
    {
        AddressInUseException => SocketError.AddressAlreadyInUse,
        SocketException socket => socket.SocketErrorCode,
        _ => (fault.InnerException as SocketException)?.SocketErrorCode,
    };
}
