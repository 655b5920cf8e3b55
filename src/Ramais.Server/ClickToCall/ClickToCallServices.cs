using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;
using Ramais.ClickToCall;
using Ramais.Server.Amqp;
using Ramais.Server.Settings;

namespace Ramais.Server.ClickToCall;

/// <summary>Puts the configured transports together, each with its limit, behind the one that falls back.</summary>
internal static class ClickToCallServices
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(0.2);

    public static void AddClickToCall(this IServiceCollection services, RamaisSettings settings)
    {
        services.AddSingleton<RingMetrics>();
        foreach (var transport in settings.ClickToCall.Order)
            services.Add(transport, settings);
        services.AddSingleton<IClickToCall>(s => new FallbackClickToCall(
            [.. settings.ClickToCall.Order.Select(transport => Limited(s, transport, settings.ClickToCall.Limit))],
            s.GetRequiredService<ILogger<FallbackClickToCall>>()));
    }

    private static void Add(this IServiceCollection services, string transport, RamaisSettings settings)
    {
        var (clickToCall, ringTime) = (settings.ClickToCall, settings.RingTime);
        switch (transport)
        {
            case "amqp":
                services.AddAmqpQueue(settings.Amqp!, clickToCall.Queue);
                services.AddKeyedSingleton<IClickToCall>(transport, (s, _) => new AmqpClickToCall(
                    s.GetRequiredService<AmqpPublisher>(), clickToCall, ringTime, s.GetRequiredService<TimeProvider>()));
                break;
            case "ari":
                services.AddAri(settings);
                services.AddKeyedSingleton<IClickToCall>(transport, (s, _) => s.GetRequiredService<AriClickToCall>());
                break;
            case "http":
                services.AddRetryingClient(HttpClickToCall.Client, attempt: null, SendFault.NeverLeft);
                services.AddKeyedSingleton<IClickToCall>(transport, (s, _) => new HttpClickToCall(
                    s.GetRequiredService<IHttpClientFactory>(), clickToCall.Gateway!, ringTime, s.GetRequiredService<TimeProvider>()));
                break;
            default:
                services.AddKeyedSingleton<IClickToCall, NoClickToCall>(transport);
                break;
        }
    }

    /// <summary>Asterisk's REST interface; the doctor uses it too.</summary>
    public static void AddAri(this IServiceCollection services, RamaisSettings settings)
    {
        // A try that hangs leaves time for a second one: the channel's id makes it the same ring.
        services.AddRetryingClient(AriClickToCall.Client, settings.ClickToCall.Limit * 0.4, failure => failure is HttpRequestException or TimeoutRejectedException);
        services.AddSingleton(s => new AriClickToCall(s.GetRequiredService<IHttpClientFactory>(), settings.ClickToCall.Ari!, settings.RingTime));
    }

    private static LimitedClickToCall Limited(IServiceProvider services, string transport, TimeSpan limit) => new(
        services.GetRequiredKeyedService<IClickToCall>(transport), limit, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<RingMetrics>());

    /// <param name="attempt">What one try may take; null leaves it all the time there is.</param>
    /// <param name="isRepeated">Which failures are tried once more.</param>
    private static void AddRetryingClient(this IServiceCollection services, string name, TimeSpan? attempt, Func<Exception, bool> isRepeated) => services
        .AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan) // the limit of the transport holds, in the clock of the process
        .RemoveAllLoggers() // they write addresses, and those hold telephone numbers
        .AddResilienceHandler(name, (pipeline, context) =>
        {
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = 1,
                BackoffType = DelayBackoffType.Constant,
                Delay = RetryPause,
                UseJitter = false,
                ShouldHandle = attempted => ValueTask.FromResult(attempted.Outcome.Exception is { } failure && isRepeated(failure)),
            });
            if (attempt is { } limit)
                pipeline.AddTimeout(limit);
        });
}
