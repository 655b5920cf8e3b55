using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Ramais.AudioSocket;
using Ramais.Server.Cli;
using Ramais.Server.Phone;

namespace Ramais.Server.Tests.Phone;

/// <summary>Calls over real sockets.</summary>
public sealed class CallRunTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<PhoneEvent> _events = [];

    public CallRunTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    private CallPlan Plan(params PhoneLine[] lines) => new("127.0.0.1", Port, Guid.NewGuid(), lines.ToAsyncEnumerable(), Record: true, TimeSpan.FromMinutes(1));

    private Task<CallOutcome> RunAsync(CallPlan plan) => new CallRun(TimeProvider.System, _events.Add).RunAsync(plan, TestContext.Current.CancellationToken);

    private async Task<(OtherSide Other, Socket Socket)> AcceptAsync()
    {
        var socket = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        var stream = new NetworkStream(socket, ownsSocket: true);
        return (new OtherSide(new StreamPipes(PipeReader.Create(stream), PipeWriter.Create(stream)), TimeProvider.System), socket);
    }

    [Fact]
    public async Task Speaks_records_and_ends_when_the_server_hangs_up()
    {
        var plan = Plan(new KeysLine("1"));
        var running = RunAsync(plan);
        var (other, _) = await AcceptAsync();
        var listening = other.ListenAsync();
        await other.SendAsync(TimeSpan.FromMilliseconds(60), level: 3000);
        var keyed = other.WhenAsync(() => other.Received.SkipWhile(m => m.Type != AudioSocketMessageType.Dtmf).Count() > 20);
        while (!keyed.IsCompleted)
            await other.SendAsync(TimeSpan.FromMilliseconds(20), level: 0);
        await other.HangUpAsync();
        var outcome = await running;
        await listening; // returns: the phone has sent FIN

        Assert.Equal(PhoneEnd.OtherHungUp, outcome.End);
        Assert.Equal(3 * 160, outcome.Heard.Samples.ToArray().Count(sample => sample != 0));
        Assert.Equal(plan.Id, new Guid(other.Received[0].Payload, bigEndian: true));
        Assert.True(outcome.SaidAll);
        Assert.Equal((byte)'1', Assert.Single(Assert.Single(other.Of(AudioSocketMessageType.Dtmf)).Payload));
        Assert.Equal(PhoneEventKind.Ended, _events[^1].Kind);
    }

    [Fact]
    public async Task Tells_a_broken_connection_from_a_hang_up()
    {
        var running = RunAsync(Plan(new KeysLine("1")));
        var (_, socket) = await AcceptAsync();
        await socket.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken); // the phone is past its connecting
        socket.LingerState = new LingerOption(enable: true, seconds: 0); // closes by RST
        socket.Dispose();

        var outcome = await running;
        Assert.Equal(PhoneEnd.Broken, outcome.End);
        Assert.False(outcome.SaidAll);
    }

    [Fact]
    public async Task Says_where_nobody_answers()
    {
        var plan = Plan();
        _listener.Stop();

        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => RunAsync(plan));
        Assert.StartsWith($"ninguém atende em 127.0.0.1:{plan.Port}", failure.Message, StringComparison.Ordinal);
    }

    private sealed record StreamPipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
