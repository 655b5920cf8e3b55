using Ramais.Calls;
using Ramais.History;
using Ramais.Server.History;

namespace Ramais.Server.Tests.History;

/// <summary>What a history does, whichever database it is in.</summary>
public abstract partial class HistoryRules
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected abstract Task<HistoryDatabase> DatabaseAsync();

    [Fact]
    public async Task A_call_comes_back_as_it_was_kept_to_the_millisecond()
    {
        var (store, history) = await OpenAsync();
        var call = PastCalls.Ended();
        await store.SaveAsync([call], Cancellation);
        await store.SaveAsync([call], Cancellation); // written twice is written once
        var found = await history.FindAsync(call.Id, Cancellation);
        Assert.Equal(call.Legs, found!.Legs);
        Assert.Equal(call.Transcript, found.Transcript);
        Assert.Equal(call.Timeline, found.Timeline);
        Assert.Equal(call with { Legs = found.Legs, Transcript = found.Transcript, Timeline = found.Timeline }, found);
        Assert.Null(await history.FindAsync(Guid.NewGuid(), Cancellation));
        var listed = Assert.Single((await history.ListAsync(new(), Cancellation)).Calls);
        Assert.Equal((call.Decision, call.Result, call.EndedAt, "visitor"), (listed.Decision, listed.Result, listed.EndedAt, CallWords.Of(listed.Legs[0].Role)));
    }

    [Fact]
    public async Task Pages_have_every_call_once_the_newest_first()
    {
        var (store, history) = await OpenAsync();
        // Groups of three begin in the same instant: there only the id tells one page's end.
        await store.SaveAsync([.. Enumerable.Range(0, 50).Select(n => PastCalls.Ended(n) with { StartedAt = PastCalls.Start.AddSeconds(n / 3) })], Cancellation);
        foreach (var limit in new[] { 1, 7, 50, 500 })
            Assert.Equal(Enumerable.Range(0, 50).Reverse().Select(PastCalls.Id), (await PastCalls.AllPagesAsync(history, new() { Limit = limit })).Select(call => call.Id));
    }

    [Fact]
    public async Task A_call_that_ends_between_two_pages_moves_no_other()
    {
        var (store, history) = await OpenAsync();
        await store.SaveAsync([.. Enumerable.Range(0, 10).Select(n => PastCalls.Ended(n))], Cancellation);
        var first = await history.ListAsync(new() { Limit = 4 }, Cancellation);
        await store.SaveAsync([PastCalls.Ended(99)], Cancellation);
        var second = await history.ListAsync(new() { Limit = 4, Cursor = first.Next }, Cancellation);
        Assert.Equal(new[] { 5, 4, 3, 2 }.Select(PastCalls.Id), second.Calls.Select(call => call.Id));
    }

    [Fact]
    public async Task Filters_restrict_alone_and_together()
    {
        var (store, history) = await OpenAsync();
        string[] results = ["authorized", "denied", "no_answer"];
        await store.SaveAsync([.. Enumerable.Range(0, 60).Select(n => PastCalls.Ended(n, results[n % 3], n % 2))], Cancellation);
        await AssertAsync(history, new(), _ => true);
        await AssertAsync(history, new() { CondominiumId = 1 }, n => n % 2 == 1);
        await AssertAsync(history, new() { Result = "denied" }, n => n % 3 == 1);
        await AssertAsync(history, new() { CondominiumId = 0, Result = "no_answer" }, n => n % 2 == 0 && n % 3 == 2);
        await AssertAsync(history, new() { From = PastCalls.Start.AddSeconds(10), To = PastCalls.Start.AddSeconds(20) }, n => n is >= 10 and < 20);
        await AssertAsync(history, new() { From = PastCalls.Start.AddSeconds(10), CondominiumId = 1, Result = "authorized" }, n => n >= 10 && n % 2 == 1 && n % 3 == 0);
        await AssertAsync(history, new() { CondominiumId = 77 }, _ => false);
        await AssertAsync(history, new() { Result = "x' or '1'='1" }, _ => false);
    }

    [Fact]
    public async Task A_live_call_is_on_disk_and_not_in_the_list()
    {
        var (store, history) = await OpenAsync();
        await store.SaveAsync([PastCalls.Live(), PastCalls.Ended(1)], Cancellation);
        Assert.Equal(PastCalls.Id(1), Assert.Single((await history.ListAsync(new(), Cancellation)).Calls).Id);
        Assert.Null(await history.FindAsync(PastCalls.Id(0), Cancellation));
        var unfinished = Assert.Single(await store.UnfinishedAsync(Cancellation));
        Assert.Equal((PastCalls.Id(0), 2), (unfinished.Call.Id, unfinished.Call.Transcript.Length));
    }

    [Fact]
    public async Task The_live_calls_of_another_installation_are_left_alone_until_nobody_can_have_them_any_more()
    {
        var time = new WatchedTime();
        var database = await DatabaseAsync();
        await new HistoryStore(database, "a", time).SaveAsync([PastCalls.Live()], Cancellation);
        var other = new HistoryStore(database, "b", time);
        Assert.Empty(await other.UnfinishedAsync(Cancellation));
        time.Advance(TimeSpan.FromHours(2));
        Assert.Single(await other.UnfinishedAsync(Cancellation));
    }

    [Fact]
    public async Task What_no_database_takes_is_cleaned_and_not_refused()
    {
        var (store, history) = await OpenAsync();
        var call = PastCalls.Ended() with { Transcript = [new(1, LegRole.Visitor, "visitor", "a\0b\uD800c")] };
        await store.SaveAsync([call], Cancellation);
        Assert.Equal("ab\uFFFDc", (await history.FindAsync(call.Id, Cancellation))!.Transcript[0].Text);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("MTc3MjM2NjQwMDAwMA")]
    [InlineData("OTk5OTk5OTk5OTk5OTk5OTk5OSAwZjhmYWQ1Yi1kOWNiLTQ2OWYtYTE2NS03MDg2NzcyODk1MGU")]
    public async Task A_cursor_of_no_page_is_refused(string cursor)
    {
        var (_, history) = await OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => history.ListAsync(new() { Cursor = cursor }, Cancellation));
    }

    private static async Task AssertAsync(ICallHistory history, CallQuery query, Func<int, bool> wanted) => Assert.Equal(
        Enumerable.Range(0, 60).Where(wanted).Reverse().Select(PastCalls.Id), (await PastCalls.AllPagesAsync(history, query with { Limit = 7 })).Select(call => call.Id));

    private async Task<(HistoryStore Store, CallHistory History)> OpenAsync()
    {
        var database = await DatabaseAsync();
        return (new(database, "a", TimeProvider.System), new(database));
    }
}
