using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using Ramais.ClickToCall;
using Ramais.Server.Settings;
using Ramais.Server.Tests.Amqp;
using Ramais.Testing;

namespace Ramais.Server.Tests.ClickToCall;

/// <summary>Against a real RabbitMQ.</summary>
[Collection(SharedRabbit.Name)]
public sealed class AmqpClickToCallTests(RabbitNode node)
{
    private static readonly DateTimeOffset Instant = DateTimeOffset.FromUnixTimeSeconds(1714000000);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_consumer_gets_the_message_of_the_contract_as_the_documentation_shows_it()
    {
        await using var broker = await Broker.ConnectAsync(node);
        await broker.DeclareAsync("contract");
        var messages = await broker.ConsumeAsync("contract");
        await using var rig = await new ClickToCallRig(Settings("contract"), new StoppedClock(Instant)).ConnectedAsync();

        await rig.ClickToCall.RingAsync(ClickToCallRig.Request(), Cancellation);

        var taken = await messages.ReadAsync(Cancellation);
        Assert.Equal(DocumentedJson.Containing("\"eventcode\""), DocumentedJson.Normal(Encoding.UTF8.GetString(taken.Body)));
        Assert.Equal(("application/json", true), (taken.Properties.ContentType, taken.Properties.Persistent));
        Assert.Equal(("ramais-6d6539d9-b4b5-4578-82cf-1578e459d6c6-1", "25000"), (taken.Properties.MessageId, taken.Properties.Expiration));
    }

    [Fact]
    public async Task Many_rings_at_once_are_all_confirmed_and_all_arrive()
    {
        await using var rig = await new ClickToCallRig(Settings("many")).ConnectedAsync();
        await Task.WhenAll(Enumerable.Range(1, 200).Select(number => rig.ClickToCall.RingAsync(ClickToCallRig.Request(number: number), Cancellation)));

        await using var broker = await Broker.ConnectAsync(node);
        Assert.Equal(200u, await broker.Channel.MessageCountAsync("many", Cancellation));
    }

    [Fact]
    public async Task A_missing_queue_is_created_durable()
    {
        await using var rig = await new ClickToCallRig(Settings("missing")).ConnectedAsync();
        await rig.ClickToCall.RingAsync(ClickToCallRig.Request(), Cancellation);

        await using var broker = await Broker.ConnectAsync(node);
        await broker.DeclareAsync("missing"); // other properties than these would be refused
        Assert.Equal(1u, await broker.Channel.MessageCountAsync("missing", Cancellation));
    }

    [Fact]
    public async Task A_queue_that_others_declared_otherwise_is_used_as_it_is()
    {
        await using var broker = await Broker.ConnectAsync(node);
        await broker.DeclareAsync("otherwise", new Dictionary<string, object?> { ["x-max-length"] = 5 });
        await using var rig = await new ClickToCallRig(Settings("otherwise")).ConnectedAsync();
        await rig.ClickToCall.RingAsync(ClickToCallRig.Request(), Cancellation);
        Assert.Equal(1u, await broker.Channel.MessageCountAsync("otherwise", Cancellation));
    }

    [Fact]
    public async Task A_message_that_reaches_no_queue_is_a_failure_and_the_next_transport_rings()
    {
        await using var rig = await new ClickToCallRig(Settings("nowhere", declare: false)).ConnectedAsync();
        var next = new FakeClickToCall();
        var request = ClickToCallRig.Request();
        var chain = new FallbackClickToCall([rig.ClickToCall, next], NullLogger<FallbackClickToCall>.Instance);

        await chain.RingAsync(request, Cancellation);
        await chain.CancelAsync(request, Cancellation);

        Assert.Equal([request], next.Rings);
        Assert.Equal([request], next.Cancelled);
        Assert.Contains("a fila nowhere não existe; inicie o programa que a consome", (await rig.FailsAsync(request)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_deleted_under_way_is_a_failure_that_breaks_nothing_else()
    {
        await using var broker = await Broker.ConnectAsync(node);
        await using var rig = await new ClickToCallRig(Settings("deleted")).ConnectedAsync();
        await broker.Channel.QueueDeleteAsync("deleted", cancellationToken: Cancellation);
        Assert.Contains("não existe", (await rig.FailsAsync(ClickToCallRig.Request())).Message, StringComparison.Ordinal);

        await broker.DeclareAsync("deleted");
        await rig.ClickToCall.RingAsync(ClickToCallRig.Request(), Cancellation);
    }

    [Fact]
    public async Task A_wrong_password_is_told_with_the_cure_and_without_the_password()
    {
        await using var rig = new ClickToCallRig(Settings("x", change: amqp => amqp with { Password = new Secret("errada-4711") }));
        await rig.StartAsync();
        await rig.Log.SeesAsync("confira AMQP_USER e AMQP_PASSWORD");
        Assert.Contains("usuário ou senha recusados", (await rig.FailsAsync(ClickToCallRig.Request())).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rig.Log.Lines, line => line.Contains("4711", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_vhost_is_told_with_the_cure()
    {
        await using var rig = new ClickToCallRig(Settings("x", change: amqp => amqp with { VirtualHost = "/outro" }));
        await rig.StartAsync();
        await rig.Log.SeesAsync("confira AMQP_VHOST");
    }

    [Fact]
    public async Task A_broker_that_is_down_at_the_start_fails_rings_at_once_and_is_used_when_it_comes()
    {
        await node.KillAsync();
        try
        {
            await using var rig = new ClickToCallRig(Settings("late"));
            await rig.StartAsync();
            await rig.Log.SeesAsync("conexão recusada");
            var failure = await rig.FailsAsync(ClickToCallRig.Request());
            Assert.False(failure.MayRing);
            Assert.Contains("veja se o RabbitMQ está no ar", failure.Message, StringComparison.Ordinal);

            await node.StartAsync();
            await rig.Log.SeesAsync("conectado");
            await rig.ClickToCall.RingAsync(ClickToCallRig.Request(), Cancellation);
        }
        finally
        {
            await node.EnsureRunningAsync();
        }
    }

    [Fact]
    public async Task A_broker_that_dies_in_the_middle_of_a_call_loses_nothing_confirmed_and_is_used_again()
    {
        await using var rig = await new ClickToCallRig(Settings("dies", ringSeconds: 600)).ConnectedAsync();
        await rig.ClickToCall.RingAsync(ClickToCallRig.Request(number: 1), Cancellation);
        await node.SyncAsync();
        await node.KillAsync();
        try
        {
            await rig.Log.SeesAsync("conexão perdida");
            var next = new FakeClickToCall();
            var chain = new FallbackClickToCall([rig.ClickToCall, next], NullLogger<FallbackClickToCall>.Instance);
            await chain.RingAsync(ClickToCallRig.Request(number: 2), Cancellation);
            Assert.Single(next.Rings);

            await node.StartAsync();
            await rig.Log.SeesAsync("conectado");
            await rig.ClickToCall.RingAsync(ClickToCallRig.Request(number: 3), Cancellation);
            await using var broker = await Broker.ConnectAsync(node);
            var messages = await broker.ConsumeAsync("dies");
            Assert.EndsWith("-1", (await messages.ReadAsync(Cancellation)).Properties.MessageId, StringComparison.Ordinal);
            Assert.EndsWith("-3", (await messages.ReadAsync(Cancellation)).Properties.MessageId, StringComparison.Ordinal);
        }
        finally
        {
            await node.EnsureRunningAsync();
        }
    }

    [Fact]
    public async Task A_broker_that_hangs_costs_no_more_than_the_limit()
    {
        await using var rig = await new ClickToCallRig(Settings("hangs", limit: 0.5)).ConnectedAsync();
        await node.SignalAsync("STOP");
        try
        {
            var failure = await rig.FailsAsync(ClickToCallRig.Request());
            Assert.StartsWith("amqp: sem resposta em 0", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            await node.SignalAsync("CONT");
        }
    }

    private RamaisSettings Settings(string queue, bool declare = true, double limit = 5, int ringSeconds = 25, Func<AmqpSettings, AmqpSettings>? change = null)
    {
        var amqp = node.Settings with { Declare = declare };
        return new()
        {
            RingTime = TimeSpan.FromSeconds(ringSeconds),
            Amqp = change?.Invoke(amqp) ?? amqp,
            ClickToCall = new() { Order = ["amqp"], Queue = queue, License = "licenca-de-exemplo", Limit = TimeSpan.FromSeconds(limit) },
        };
    }

    /// <summary>Always the same date; timers run as they do.</summary>
    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
