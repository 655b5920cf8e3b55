using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ramais.Server.Tests.Access;

/// <summary>
/// An access system as it should be: it takes a decision once, by its Idempotency-Key, and acknowledges every repetition. It takes its
/// time, before it has the decision on record and after.
/// </summary>
internal sealed class AccessSystem : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Random _random;
    private readonly Lock _access = new();

    private AccessSystem(WebApplication app, Random random) => (_app, _random) = (app, random);

    /// <summary>What it did, by call: the body of the first request of each key.</summary>
    public ConcurrentDictionary<Guid, string> Taken { get; } = new();

    /// <summary>Requests whose body was another one than the first of their key.</summary>
    public ConcurrentQueue<string> Contradictions { get; } = new();

    public Uri Url => new(_app.Urls.First() + "/decisoes");

    public static async Task<AccessSystem> StartAsync(Random random)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var system = new AccessSystem(app, random);
        app.Run(system.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return system;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var body = await new StreamReader(context.Request.Body).ReadToEndAsync(CancellationToken.None);
        await PauseAsync(50, 200);
        var key = Guid.Parse(context.Request.Headers["Idempotency-Key"].ToString());
        if (JsonDocument.Parse(body).RootElement.GetProperty("call_id").GetGuid() != key || Taken.GetOrAdd(key, body) != body)
            Contradictions.Enqueue(body);
        await PauseAsync(150, 400);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Not cut short when the client is gone: what has arrived has arrived.</summary>
    private Task PauseAsync(int least, int most) => Task.Delay(TimeSpan.FromMilliseconds(Next(least, most)), TimeProvider.System, CancellationToken.None);

    private int Next(int least, int most)
    {
        lock (_access)
            return _random.Next(least, most);
    }
}
