using Ramais.Server.Amqp;
using Ramais.Server.Settings;

namespace Ramais.Server.Doctor;

/// <summary>The broker, the login, one queue and whether anybody takes from it. Nothing is created and nothing is sent.</summary>
internal static class QueueCheck
{
    /// <param name="subject">What the queue is for.</param>
    /// <param name="settings">The broker.</param>
    /// <param name="queue">Its name.</param>
    /// <param name="consumer">Who is to take from it, as <c>o programa da central</c>.</param>
    /// <param name="cancellation">Of the command.</param>
    public static async Task<Finding> RunAsync(string subject, AmqpSettings settings, string queue, string consumer, CancellationToken cancellation)
    {
        try
        {
            await using var link = await AmqpLink.OpenAsync(settings, cancellation);
            return await AmqpQueues.FindAsync(link, queue, cancellation) switch
            {
                null when settings.Declare => Finding.Warning(subject, $"a fila {queue} ainda não existe; ./ramais serve a cria", $"inicie {consumer} que a consome"),
                null => Finding.Missing(subject, $"a fila {queue} não existe", $"inicie {consumer} que a consome, ou tire AMQP_DECLARE=false"),
                { ConsumerCount: 0 } => Finding.Warning(subject, $"ninguém consome a fila {queue}", $"inicie {consumer} que a consome"),
                var found => Finding.Good(subject, $"fila {queue} em {settings.Host}:{settings.Port}, consumidores: {found.ConsumerCount}"),
            };
        }
#pragma warning disable CA1031 // the client's failures have no common type; each is a finding
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return Finding.Split(FindingLevel.Missing, subject, AmqpFault.Describe(settings, failure));
        }
    }
}
