using Ramais.Server.Phone;

namespace Ramais.Server.Tests.Hosting;

/// <summary>A telephone that listens and says nothing.</summary>
internal sealed class TestPhone : IAsyncDisposable
{
    /// <summary>Longer than the pause between two sentences, shorter than the wait before a question is asked again.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _hangUp = new();
    private readonly TcpDuplexPipe _transport;
    private readonly PhoneCall _call;
    private readonly Task _running;

    private TestPhone(TcpDuplexPipe transport)
    {
        _transport = transport;
        _call = new PhoneCall(transport, Guid.NewGuid(), TimeProvider.System, PhoneSettings.Default);
        _running = _call.RunAsync(_hangUp.Token);
    }

    public static async Task<TestPhone> ConnectAsync(int port) =>
        new(await TcpDuplexPipe.ConnectAsync("127.0.0.1", port, ConnectLimit, TimeProvider.System, TestContext.Current.CancellationToken));

    public Guid CallId => _call.Id;

    /// <summary>Returns when the other side begins to speak: the call is up.</summary>
    public async Task UntilSpokenToAsync()
    {
        while (await NextAsync(Timeout.InfiniteTimeSpan) is { } happened)
        {
            if (happened.Kind == PhoneEventKind.HeardSpeechStarted)
                return;
        }
        Assert.Fail("The call ended before anything was said.");
    }

    /// <summary>Returns when the other side has spoken and then been silent for a while.</summary>
    public async Task UntilSilentAsync()
    {
        var last = PhoneEventKind.Connected;
        while (await NextAsync(last == PhoneEventKind.HeardSpeechEnded ? Silence : Timeout.InfiniteTimeSpan) is { } happened)
            last = happened.Kind;
        Assert.Equal(PhoneEventKind.HeardSpeechEnded, last);
    }

    /// <summary>What happens from now on until the call is over.</summary>
    public Task<List<PhoneEvent>> UntilEndAsync() => _call.Events.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken).AsTask();

    public Task HangUpAsync()
    {
        _hangUp.Cancel();
        return _running;
    }

    public async ValueTask DisposeAsync()
    {
        await HangUpAsync();
        _transport.Dispose();
        _hangUp.Dispose();
    }

    /// <summary>Null when nothing happens within <paramref name="limit"/>, or ever again.</summary>
    private async Task<PhoneEvent?> NextAsync(TimeSpan limit)
    {
        try
        {
            var more = await _call.Events.WaitToReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(limit, TimeProvider.System);
            return more && _call.Events.TryRead(out var happened) ? happened : null;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
