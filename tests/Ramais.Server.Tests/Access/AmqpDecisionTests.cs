using System.Globalization;
using System.Text;
using Ramais.Server.Tests.Amqp;
using Ramais.Testing;

namespace Ramais.Server.Tests.Access;

/// <summary>Against a real RabbitMQ.</summary>
[Collection(SharedRabbit.Name)]
public sealed class AmqpDecisionTests(RabbitNode node) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_access_system_gets_the_message_of_the_contract_as_the_documentation_shows_it()
    {
        await using var broker = await Broker.ConnectAsync(node);
        await using var rig = await StartAsync("decisions");
        await rig.Log.SeesAsync("conectado");
        var messages = await broker.ConsumeAsync("decisions");
        await (await rig.KeepAsync()).Acknowledged.WaitAsync(Cancellation);

        var taken = await messages.ReadAsync(Cancellation);
        Assert.Equal(DocumentedJson.Containing("\"authorization_result\""), DocumentedJson.Normal(Encoding.UTF8.GetString(taken.Body)));
        Assert.Equal(("application/json", true), (taken.Properties.ContentType, taken.Properties.Persistent));
        Assert.Equal(AccessRig.CallId.ToString(), taken.Properties.MessageId);
        Assert.Null(taken.Properties.Expiration); // it waits for whoever takes it
    }

    [Fact]
    public async Task A_broker_that_is_down_gets_the_decision_when_it_is_back()
    {
        await using var rig = await StartAsync("outage");
        await rig.Log.SeesAsync("conectado");
        await node.KillAsync();
        var receipt = await rig.KeepAsync();
        await rig.Log.SeesAsync("Decisões para amqp não são entregues");
        Assert.False(receipt.Acknowledged.IsCompleted);
        await node.EnsureRunningAsync();
        await receipt.Acknowledged.WaitAsync(Cancellation);
        await rig.Log.SeesAsync("voltaram a ser entregues");
        await using var broker = await Broker.ConnectAsync(node);
        Assert.InRange(await broker.Channel.MessageCountAsync("outage", Cancellation), 1u, 2u); // at least once
    }

    [Fact]
    public async Task A_decision_kept_while_there_was_no_broker_is_delivered_after_a_restart()
    {
        await using (var rig = await StartAsync("restart", port: FreePorts.Take(1)[0]))
        {
            await rig.KeepAsync();
            await rig.Log.SeesAsync("Decisões para amqp não são entregues");
        }
        await using var again = await StartAsync("restart");
        await using var broker = await Broker.ConnectAsync(node);
        await broker.DeclareAsync("restart");
        var taken = await (await broker.ConsumeAsync("restart")).ReadAsync(Cancellation);
        Assert.Equal(AccessRig.CallId.ToString(), taken.Properties.MessageId);
    }

    [Fact]
    public async Task A_message_that_reaches_no_queue_is_not_delivered_and_arrives_when_there_is_one()
    {
        await using var rig = await StartAsync("unroutable", ("AMQP_DECLARE", "false"));
        await rig.Log.SeesAsync("conectado");
        var receipt = await rig.KeepAsync();
        await rig.Log.SeesAsync("a fila unroutable não existe; inicie o programa que a consome");
        Assert.False(receipt.Acknowledged.IsCompleted);
        await using var broker = await Broker.ConnectAsync(node);
        await broker.DeclareAsync("unroutable");
        await receipt.Acknowledged.WaitAsync(Cancellation);
        Assert.Equal(1u, await broker.Channel.MessageCountAsync("unroutable", Cancellation));
    }

    private Task<AccessRig> StartAsync(string queue, params (string Name, string Value)[] more) => StartAsync(queue, node.Port, more);

    private async Task<AccessRig> StartAsync(string queue, int port, params (string Name, string Value)[] more)
    {
        await node.EnsureRunningAsync();
        var settings = new Dictionary<string, string>
        {
            ["ACCESS_SINKS"] = "amqp",
            ["ACCESS_QUEUE"] = queue,
            ["AMQP_HOST"] = "127.0.0.1",
            ["AMQP_PORT"] = port.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in more)
            settings[name] = value;
        return await AccessRig.StartAsync(_folder, settings);
    }
}
