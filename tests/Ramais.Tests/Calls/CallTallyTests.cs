using Ramais.Calls;
using Ramais.Conversation;

namespace Ramais.Tests.Calls;

public sealed class CallTallyTests
{
    [Fact]
    public void Rings_are_told_apart_by_what_came_of_them()
    {
        var tally = new CallTally();
        tally.Add(Ended("authorized", residents: 1, "ring 1", "failed", "ring 2", "ring 3", "not dialable"));
        tally.Add(Ended("no_answer", residents: 0, "ring 1", "ring 2"));
        Assert.Equal((1, 1, 0), (tally.Of(CallOutcome.Authorized), tally.Of(CallOutcome.NoAnswer), tally.Of(CallOutcome.Denied)));
        Assert.Equal((1, 3, 2), (tally.Of(RingResult.Answered), tally.Of(RingResult.Unanswered), tally.Of(RingResult.Failed)));
    }

    [Fact]
    public void Every_result_of_a_call_has_a_count_of_its_own()
    {
        var tally = new CallTally();
        foreach (var outcome in Enum.GetValues<CallOutcome>())
            tally.Add(Ended(CallWords.Of(outcome), residents: 0));
        Assert.All(Enum.GetValues<CallOutcome>(), o => Assert.Equal(1, tally.Of(o)));
    }

    [Fact]
    public void A_call_that_broke_without_a_result_has_failed()
    {
        var tally = new CallTally();
        tally.Add(Ended(null, residents: 0));
        Assert.Equal(1, tally.Of(CallOutcome.Failed));
    }

    private static CallView Ended(string? result, int residents, params string[] ringing)
    {
        var call = new CallJournal(Guid.NewGuid(), Ramais.Testing.Gatehouse.Aurora, DateTimeOffset.UnixEpoch);
        for (var i = 0; i < residents; i++)
            call.LegConnected(new LegView(LegRole.Resident, 8201, DateTimeOffset.UnixEpoch, null, null));
        foreach (var detail in ringing)
            call.Write(new CallMessage(null, new TimelineEntry(0, LegRole.Visitor, "ringing", detail)));
        return call.View with { Result = result };
    }
}
