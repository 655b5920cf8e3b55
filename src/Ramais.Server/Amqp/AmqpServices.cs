using Microsoft.Extensions.DependencyInjection.Extensions;
using Ramais.Server.Settings;

namespace Ramais.Server.Amqp;

/// <summary>Registers the one connection. Every part that publishes calls this with its queue; the connection stays one.</summary>
internal static class AmqpServices
{
    public static void AddAmqpQueue(this IServiceCollection services, AmqpSettings settings, string queue)
    {
        services.AddSingleton(new AmqpQueue(queue));
        if (services.Any(service => service.ServiceType == typeof(AmqpConnection)))
            return;
        services.TryAddSingleton(settings);
        services.AddSingleton<AmqpConnection>();
        services.AddSingleton<AmqpPublisher>();
        services.AddHostedService(s => s.GetRequiredService<AmqpConnection>());
    }
}
