using Ramais.Calls;
using Ramais.History;
using Ramais.Server.History;
using Ramais.Server.Privacy;

namespace Ramais.Server.Tests.History;

/// <summary>What is erased of a history, by age and on request.</summary>
public abstract partial class HistoryRules
{
    private static readonly Home Apartment501 = new(15, "501");

    [Fact]
    public async Task Transcripts_and_names_are_purged_each_by_its_own_age()
    {
        var (personal, store, history) = await OpenPersonalAsync();
        await store.SaveAsync([PastCalls.Ended(0), PastCalls.Ended(10), PastCalls.Live(1)], Cancellation);
        var (old, young) = (PastCalls.Start, PastCalls.Start.AddSeconds(10)); // that which begins at the limit is kept
        Assert.Equal(1, await personal.PurgeAsync(new(default, Transcripts: young, Names: old), Cancellation));
        Assert.Equal((0, "Renata Albuquerque"), Kept(await history.FindAsync(PastCalls.Id(0), Cancellation)));
        Assert.Equal(1, await personal.PurgeAsync(new(default, Transcripts: old, Names: young), Cancellation));
        Assert.Equal((0, ""), Kept(await history.FindAsync(PastCalls.Id(0), Cancellation)));
        Assert.Equal((2, "Renata Albuquerque"), Kept(await history.FindAsync(PastCalls.Id(10), Cancellation)));
        Assert.Equal(2, Assert.Single(await store.UnfinishedAsync(Cancellation)).Call.Transcript.Length); // it is still spoken
        Assert.Equal(0, await personal.PurgeAsync(new(default, young, young), Cancellation));
    }

    [Fact]
    public async Task More_than_one_transaction_takes_is_purged_and_erased_to_the_last()
    {
        const int Many = 450;
        var (personal, store, history) = await OpenPersonalAsync();
        await store.SaveAsync([.. Enumerable.Range(0, Many).Select(n => PastCalls.Ended(n))], Cancellation);
        var limit = PastCalls.Start.AddDays(1);
        Assert.Equal(2 * Many, await personal.PurgeAsync(new(default, limit, limit), Cancellation));
        Assert.Equal(new Erased(Many), await personal.EraseAsync(await personal.FindAsync(Apartment501, Cancellation), Cancellation));
        Assert.Empty(await personal.FindAsync(Apartment501, Cancellation));
        Assert.All(await PastCalls.AllPagesAsync(history, new() { Limit = 500 }), call => Assert.Equal("", call.Decision!.Apartment));
    }

    [Fact]
    public async Task An_erased_apartment_is_nowhere_and_its_neighbours_are_as_they_were()
    {
        var (personal, store, history) = await OpenPersonalAsync();
        var undecided = PastCalls.Ended(1, "no_answer");
        var (neighbour, elsewhere) = (PastCalls.Ended(2), PastCalls.Ended(3, condominium: 16));
        neighbour = neighbour with { Apartment = "502", Decision = neighbour.Decision! with { Apartment = "502" } };
        await store.SaveAsync([PastCalls.Ended(0), undecided, neighbour, elsewhere, PastCalls.Live(4)], Cancellation);
        var found = await personal.FindAsync(Apartment501, Cancellation);
        Assert.Equal([PastCalls.Id(0), PastCalls.Id(1)], found.Order());
        Assert.Empty(await personal.FindAsync(new(15, "501' or '1'='1"), Cancellation));
        Assert.Equal(new Erased(2), await personal.EraseAsync(found, Cancellation));
        var erased = (await history.FindAsync(PastCalls.Id(0), Cancellation))!;
        Assert.Equal(("", "", "", true, "authorized"), (erased.Apartment, erased.Decision!.Apartment, erased.Decision.Visitor, erased.Decision.Authorized, erased.Result));
        Assert.All(erased.Timeline.Where(e => e.Event is "transcript" or "key"), e => Assert.Null(e.Detail));
        Assert.Equal((0, ""), Kept(erased));
        foreach (var spared in new[] { neighbour, elsewhere })
            Assert.Equal((2, "Renata Albuquerque"), Kept(await history.FindAsync(spared.Id, Cancellation)));
        var live = await personal.EraseAsync([PastCalls.Id(4)], Cancellation); // the outbox may know of it
        Assert.Equal((0, 1), (live.Count, live.Left));
        Assert.Equal("501", Assert.Single(await store.UnfinishedAsync(Cancellation)).Call.Apartment);
    }

    private static (int Lines, string Resident) Kept(CallView? call) => (call!.Transcript.Length, call.Decision!.Resident);

    private async Task<(HistoryPersonalData Personal, HistoryStore Store, CallHistory History)> OpenPersonalAsync()
    {
        var database = await DatabaseAsync();
        return (new(database), new(database, "a", TimeProvider.System), new(database));
    }
}
