using Ramais.Calls;
using Ramais.History;
using Ramais.Server.History;

namespace Ramais.Server.Tests.History;

/// <summary>One list of what memory and the history have, without a seam between the two.</summary>
public sealed class CallLookupTests
{
    private readonly ListedCalls _board = new();
    private readonly StoredCalls _history = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private CallLookup Lookup => new(_board, _history);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(500)]
    public async Task Over_all_pages_each_call_is_listed_once_wherever_it_is(int limit)
    {
        // Some in the history, some in memory, some in both; three to a millisecond, and memory knows more of an instant than that.
        var calls = Enumerable.Range(0, 30).Select(n => PastCalls.Ended(n) with { StartedAt = PastCalls.Start.AddMilliseconds(n / 3).AddTicks(n * 7 % 5) }).ToList();
        _history.Calls.AddRange(calls.Where((_, n) => n % 4 != 1));
        _board.Calls.AddRange(calls.Where((_, n) => n % 4 != 2).Reverse());
        Assert.Equal(Enumerable.Range(0, 30).Reverse(), await AllAsync(new() { Limit = limit }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_call_that_began_with_the_last_of_the_page_is_on_one_side_of_the_border(int unwritten)
    {
        var calls = new[] { 0, 1 }.Select(n => PastCalls.Ended(n) with { StartedAt = PastCalls.Start.AddTicks(n == unwritten ? 9 : 0) }).ToList();
        _history.Calls.Add(calls[1 - unwritten]);
        _board.Calls.Add(calls[unwritten]);
        Assert.Equal([1, 0], await AllAsync(new() { Limit = 1 }));
    }

    [Fact]
    public async Task Calls_that_end_and_are_written_between_two_pages_change_no_order_and_come_only_once()
    {
        _history.Calls.AddRange(Enumerable.Range(0, 6).Select(n => PastCalls.Ended(n * 2)));
        _board.Calls.AddRange([PastCalls.Live(11), PastCalls.Ended(5), PastCalls.Live(3)]);
        var first = await Lookup.ListAsync(new() { Limit = 4 }, Cancellation);
        Assert.Equal("11 3 | 10 8 6 5", Numbers(first));
        _history.Calls.AddRange([PastCalls.Ended(5), PastCalls.Ended(11)]); // written meanwhile, also one that began before the first page
        _board.Calls[0] = PastCalls.Ended(11).Bare();
        _board.Calls[1] = PastCalls.Ended(5).Bare();
        _board.Calls[2] = PastCalls.Ended(3); // and one that has only ended
        var second = await Lookup.ListAsync(new() { Limit = 4, Cursor = first.Ended.Next }, Cancellation);
        Assert.Equal((" | 4 3 2 0", null), (Numbers(second), second.Ended.Next));
    }

    [Fact]
    public async Task A_call_that_is_written_while_one_looks_is_no_live_one_too()
    {
        _board.Calls.Add(PastCalls.Live(1));
        _history.Calls.Add(PastCalls.Ended(1));
        Assert.Equal(" | 1", Numbers(await Lookup.ListAsync(new(), Cancellation)));
    }

    [Fact]
    public async Task A_uuid_that_comes_again_is_another_call()
    {
        _board.Calls.Add(PastCalls.Live(1) with { StartedAt = PastCalls.Start.AddHours(1) });
        _history.Calls.Add(PastCalls.Ended(1));
        Assert.Equal("1 | 1", Numbers(await Lookup.ListAsync(new(), Cancellation)));
    }

    [Fact]
    public async Task What_does_not_meet_the_conditions_is_in_no_list()
    {
        _board.Calls.AddRange([PastCalls.Live(9, condominium: 16), PastCalls.Ended(8, condominium: 16), PastCalls.Ended(7, "denied"), PastCalls.Live(6)]);
        Assert.Equal("6 | 7", Numbers(await Lookup.ListAsync(new() { CondominiumId = 15 }, Cancellation)));
        Assert.Equal(" | 7", Numbers(await Lookup.ListAsync(new() { Result = "denied" }, Cancellation)));
        Assert.Equal("9 | 8", Numbers(await Lookup.ListAsync(new() { From = PastCalls.Start.AddSeconds(8) }, Cancellation)));
    }

    [Fact]
    public async Task Without_the_history_the_first_page_is_what_memory_has_and_the_others_fail()
    {
        _board.Calls.AddRange([PastCalls.Live(2), PastCalls.Ended(1).Bare()]);
        _history.Failure = new("fora do ar.");
        var found = await Lookup.ListAsync(new(), Cancellation);
        Assert.Equal(("2 | 1", "fora do ar."), (Numbers(found), found.HistoryFault));
        await Assert.ThrowsAsync<HistoryException>(() => Lookup.ListAsync(new() { Cursor = new HistoryCursor(PastCalls.Start, Guid.Empty).ToString() }, Cancellation));
        Assert.True((await Lookup.FindAsync(PastCalls.Id(1), Cancellation))!.IsBare);
        await Assert.ThrowsAsync<HistoryException>(() => Lookup.FindAsync(PastCalls.Id(3), Cancellation));
    }

    [Fact]
    public async Task One_call_is_memorys_until_it_is_written_and_then_the_historys()
    {
        _history.Failure = new("não deve ser lido.");
        _board.Calls.AddRange([PastCalls.Live(1), PastCalls.Ended(2)]);
        Assert.Equal(2, (await Lookup.FindAsync(PastCalls.Id(1), Cancellation))!.Transcript.Length);
        Assert.Equal(2, (await Lookup.FindAsync(PastCalls.Id(2), Cancellation))!.Transcript.Length);
        _history.Failure = null;
        _board.Calls[1] = PastCalls.Ended(2).Bare();
        _history.Calls.Add(PastCalls.Ended(2) with { Transcript = [] });
        Assert.Equal(("501", 0), ((await Lookup.FindAsync(PastCalls.Id(2), Cancellation))!.Apartment, (await Lookup.FindAsync(PastCalls.Id(2), Cancellation))!.Transcript.Length));
        Assert.Null(await Lookup.FindAsync(PastCalls.Id(3), Cancellation));
    }

    private async Task<List<int>> AllAsync(CallQuery query)
    {
        var (all, cursor) = (new List<int>(), (string?)null);
        do
        {
            var page = (await Lookup.ListAsync(query with { Cursor = cursor }, Cancellation)).Ended;
            Assert.InRange(page.Calls.Length, 1, query.Limit);
            all.AddRange(Numbers(page));
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }

    private static IEnumerable<int> Numbers(CallPage page) => page.Calls.Select(call => Number(call.Id));

    /// <summary>Live ones, a bar, ended ones.</summary>
    private static string Numbers(FoundCalls found) => $"{string.Join(' ', found.Live.Select(call => Number(call.Id)))} | {string.Join(' ', Numbers(found.Ended))}";

    private static int Number(Guid id) => BitConverter.ToInt32(id.ToByteArray(), 0);

    /// <summary>The history as both databases keep it: to the millisecond, and behind a cursor by instant and id.</summary>
    private sealed class StoredCalls : ICallHistory
    {
        public List<CallView> Calls { get; } = [];

        public HistoryException? Failure { get; set; }

        public Task<CallPage> ListAsync(CallQuery query, CancellationToken stopping)
        {
            if (Failure is not null)
                throw Failure;
            var after = query.Cursor is { } cursor ? HistoryCursor.Parse(cursor) : null;
            var rows = Calls.Where(query.Wants).Select(Row)
                .Where(row => after is null || (row.StartedAt, $"{row.Id}").CompareTo((after.StartedAt, $"{after.Id}")) < 0)
                .OrderByDescending(row => row.StartedAt).ThenByDescending(row => $"{row.Id}", StringComparer.Ordinal).ToList();
            var page = rows.Take(query.Limit).ToList();
            return Task.FromResult(new CallPage([.. page], rows.Count > page.Count ? HistoryCursor.Of(page[^1]).ToString() : null));
        }

        public Task<CallView?> FindAsync(Guid id, CancellationToken stopping) =>
            Failure is null ? Task.FromResult(Calls.FirstOrDefault(call => call.Id == id)) : throw Failure;

        private static PastCall Row(CallView call) => new(
            call.Id, call.ExtensionId, call.AiNumber, call.CondominiumId, DateTimeOffset.FromUnixTimeMilliseconds(call.StartedAt.ToUnixTimeMilliseconds()),
            call.EndedAt!.Value, call.Result!, call.Decision);
    }
}
