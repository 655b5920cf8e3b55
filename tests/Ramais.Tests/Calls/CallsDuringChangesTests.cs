using Ramais.Calls;
using Ramais.Extensions;
using Ramais.Testing;
using Ramais.Tests.Extensions;
using Ramais.Tests.Listeners;

namespace Ramais.Tests.Calls;

/// <summary>What the product is for: extensions change while people talk.</summary>
public sealed class CallsDuringChangesTests
{
    private const int Calls = 50;
    private const int Changes = 200;
    private const int Extensions = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Fifty_calls_miss_no_frame_and_hear_none_late_while_two_hundred_changes_are_made(int seed) => VirtualTime.Run(async clock =>
    {
        var gatehouse = new Gatehouse(clock);
        using var house = new ListeningHouse(clock, handler: new CallEntrance(gatehouse.Calls, gatehouse.Services));
        var rows = Enumerable.Range(1, Extensions).Select(id => Rows.Row(id, 8100 + id, 8200 + id)).ToList();
        await house.StartAsync([.. rows]);
        var phones = Enumerable.Range(0, Calls).Select(i => new SimulatedPhone(house.Transport.Connect(8101 + i), clock)).ToList();
        var calls = phones.Select((phone, i) => phone.RunAsync(Gatehouse.NewId(i))).ToList();
        await house.PassAsync(1);

        var random = new Random(seed);
        var (before, started) = (phones.ConvertAll(phone => phone.MessagesReceived), clock.GetTimestamp());
        for (var change = 0; change < Changes; change++)
        {
            Change(rows, random, change);
            await house.ReloadAsync([.. rows]);
            await house.PassAsync(0.05);
        }

        var expected = clock.GetElapsedTime(started) / TimeSpan.FromMilliseconds(20);
        Assert.All(phones.Zip(before), p => Assert.InRange(p.First.MessagesReceived - p.Second, expected - 1, expected + 1));
        Assert.All(phones, phone => Assert.InRange(phone.LongestGap, TimeSpan.Zero, TimeSpan.FromMilliseconds(40)));
        Assert.Equal(
            house.Reloader.Snapshot!.Extensions.SelectMany(e => new[] { e.VisitorPort, e.ReturnPort!.Value }).Order(), house.Transport.Network.BoundPorts);
        Assert.Equal(rows.Count, house.Reloader.Snapshot.Extensions.Length);
        await GoOnAsync(phones);
        await Task.WhenAll(calls);
        await house.EndLoopsAsync();
    });

    /// <summary>Adds, removes, moves a port, or changes what rebinds nothing. No port comes back, so no row is ever in another's way.</summary>
    private static void Change(List<ExtensionRow> rows, Random random, int change)
    {
        var at = random.Next(rows.Count);
        switch (random.Next(5))
        {
            case 0:
                rows.Add(Rows.Row(1000 + change, 10000 + change, 11000 + change));
                break;
            case 1 when rows.Count > 1:
                rows.RemoveAt(at);
                break;
            case 2:
                rows[at] = rows[at] with { VisitorPort = $"{12000 + change}" };
                break;
            case 3:
                rows[at] = rows[at] with { ReturnPort = $"{13000 + change}" };
                break;
            default:
                rows[at] = rows[at] with { ReturnNumber = $"77{change}", CondominiumId = $"{random.Next(1, 9)}" };
                break;
        }
    }

    /// <summary>Every call still listens and answers, whatever became of its extension.</summary>
    private static async Task GoOnAsync(List<SimulatedPhone> phones)
    {
        phones.ForEach(phone => phone.Press("1"));
        foreach (var phone in phones)
        {
            await phone.HearsAsync("visitor.ask_apartment");
            phone.HangUp();
        }
    }
}
