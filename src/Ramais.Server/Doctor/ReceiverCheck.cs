using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Ramais.Server.Doctor;

/// <summary>Whether whoever receives our POSTs takes a connection and, with https, has a certificate that holds. Nothing is sent.</summary>
internal static class ReceiverCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <param name="subject">What is posted.</param>
    /// <param name="url">Where to.</param>
    /// <param name="setting">The one that holds the address.</param>
    /// <param name="time">Counts the limit.</param>
    /// <param name="cancellation">Of the command.</param>
    public static async Task<Finding> RunAsync(string subject, Uri url, string setting, TimeProvider time, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            await ConnectAsync(url, either.Token);
            return Finding.Good(subject, $"{url.Host}:{url.Port} recebe conexões; só uma mensagem de verdade experimenta a assinatura");
        }
        catch (Exception failure) when (failure is SocketException or IOException or AuthenticationException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return Finding.Missing(subject, $"{url.Host}:{url.Port} {Word(failure)}", $"veja se está no ar e confira {setting}");
        }
    }

    private static async Task ConnectAsync(Uri url, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(url.IdnHost, url.Port, cancellation);
        if (url.Scheme != Uri.UriSchemeHttps)
            return;
        await using var secured = new SslStream(client.GetStream());
        await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = url.IdnHost }, cancellation);
    }

    private static string Word(Exception failure) => failure switch
    {
        AuthenticationException => "não tem um certificado válido",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "é um endereço desconhecido",
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "recusa a conexão",
        OperationCanceledException => "não responde",
        _ => "fechou a conexão sem responder",
    };
}
