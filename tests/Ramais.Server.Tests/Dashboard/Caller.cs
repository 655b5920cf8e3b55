using Ramais.Server.Phone;

namespace Ramais.Server.Tests.Dashboard;

/// <summary>One party of a real call: the telephone of <c>./ramais call</c>, which presses keys when the test says so.</summary>
internal sealed class Caller : IAsyncDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(30);

    /// <summary>A guard against a hang, not an expectation.</summary>
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _hangUp = new();
    private readonly TcpDuplexPipe _transport;
    private readonly PhoneCall _call;
    private readonly Task<PhoneEnd> _running;
    private readonly Task _listening;

    private Caller(TcpDuplexPipe transport, Guid id)
    {
        _transport = transport;
        _call = new PhoneCall(transport, id, TimeProvider.System, PhoneSettings.Default);
        _running = _call.RunAsync(_hangUp.Token);
        _listening = ListenAsync();
    }

    public Guid Id => _call.Id;

    public static async Task<Caller> ConnectAsync(int port, Guid? id = null) => new(
        await TcpDuplexPipe.ConnectAsync("127.0.0.1", port, ConnectLimit, TimeProvider.System, TestContext.Current.CancellationToken), id ?? Guid.NewGuid());

    public Task PressAsync(string keys) => _call.SendAsync(new KeysLine(keys) { Interrupts = true }, TestContext.Current.CancellationToken);

    /// <summary>Ends when the other side has hung up.</summary>
    public Task<PhoneEnd> UntilEndAsync() => _running.WaitAsync(Guard, TimeProvider.System, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _hangUp.Cancel();
        await _running;
        await _listening;
        _transport.Dispose();
        _hangUp.Dispose();
    }

    private async Task ListenAsync()
    {
        await foreach (var _ in _call.Events.ReadAllAsync(CancellationToken.None))
        {
            // what it hears, nobody asks
        }
    }
}
