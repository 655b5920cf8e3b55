using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ramais.ClickToCall;
using Ramais.Extensions;
using Ramais.Server.Amqp;
using Ramais.Server.ClickToCall;
using Ramais.Server.Settings;

namespace Ramais.Server.Tests.ClickToCall;

/// <summary>The transports put together as the server does, without the rest of it.</summary>
internal sealed class ClickToCallRig : IAsyncDisposable
{
    public static readonly Extension Extension = new(10, "2018519", "2018520", "0.0.0.0", 8101, 8201, 15);
    public static readonly Guid CallId = Guid.Parse("6d6539d9-b4b5-4578-82cf-1578e459d6c6");

    private readonly ServiceProvider _services;

    public ClickToCallRig(RamaisSettings settings, TimeProvider? time = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddLogging(log => log.AddProvider(Log));
        services.AddSingleton(_ => new Meter("Ramais"));
        services.AddClickToCall(settings);
        _services = services.BuildServiceProvider();
        ClickToCall = _services.GetRequiredService<IClickToCall>();
    }

    public LogWatch Log { get; } = new();

    public IClickToCall ClickToCall { get; }

    public AmqpPublisher Publisher => _services.GetRequiredService<AmqpPublisher>();

    public static RingRequest Request(string phone = "1003501", int number = 1) => new(CallId, Extension, phone, number);

    /// <summary>Starts the loop that connects; it goes on in the background.</summary>
    public Task StartAsync() => _services.GetRequiredService<AmqpConnection>().StartAsync(TestContext.Current.CancellationToken);

    public async Task<ClickToCallRig> ConnectedAsync()
    {
        await StartAsync();
        await Log.SeesAsync("conectado");
        return this;
    }

    public async Task<ClickToCallException> FailsAsync(RingRequest request) =>
        await Assert.ThrowsAsync<ClickToCallException>(() => ClickToCall.RingAsync(request, TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        if (_services.GetService<AmqpConnection>() is { } connection)
            await ((IHostedLifecycleService)connection).StoppedAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
