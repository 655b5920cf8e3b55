using System.Net.Sockets;
using RabbitMQ.Client.Exceptions;
using Ramais.Server.Settings;

namespace Ramais.Server.Amqp;

/// <summary>What the client's exceptions mean, in one line with the cure.</summary>
internal static class AmqpFault
{
    public static string Describe(AmqpSettings settings, Exception fault) =>
        $"RabbitMQ em {settings.Host}:{settings.Port}: " + Causes(fault).Select(cause => Word(settings, cause)).FirstOrDefault(word => word is not null,
            $"a conexão falhou ({fault.GetBaseException().Message}); veja o registro do RabbitMQ");

    private static string? Word(AmqpSettings settings, Exception cause) => cause switch
    {
        PossibleAuthenticationFailureException or AuthenticationFailureException => "usuário ou senha recusados; confira AMQP_USER e AMQP_PASSWORD",
        OperationInterruptedException { ShutdownReason.ReplyCode: 530 or 403 } =>
            $"o usuário não tem acesso ao vhost {settings.VirtualHost}; confira AMQP_VHOST e as permissões do usuário",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } => "endereço desconhecido; confira AMQP_HOST",
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "conexão recusada; veja se o RabbitMQ está no ar e confira AMQP_HOST e AMQP_PORT",
        TimeoutException => "sem resposta; veja se o RabbitMQ está parado, ou se um firewall fecha a porta",
        _ => null,
    };

    private static IEnumerable<Exception> Causes(Exception fault)
    {
        for (Exception? cause = fault; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
