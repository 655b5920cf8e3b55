using Polly.Timeout;

namespace Ramais.Server.ClickToCall;

/// <summary>An HTTP request that got no answer: what happened, and whether it can have arrived.</summary>
internal static class SendFault
{
    /// <summary>
    /// No connection, so nothing was said. After a repetition the earlier try may have arrived at a process that is gone since, and with it
    /// whatever it rang.
    /// </summary>
    public static bool NeverLeft(Exception failure) => failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    public static string Describe(Exception failure) => failure switch
    {
        TimeoutRejectedException => "não responde",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "é um endereço desconhecido",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "não tem um certificado válido",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "recusa a conexão",
        _ => "fechou a conexão sem responder",
    };
}
