using Ramais.Conversation;

namespace Ramais.Calls;

/// <summary>Counts ended calls by result and their rings by what came of them. Any thread.</summary>
internal sealed class CallTally
{
    private readonly long[] _calls = new long[Enum.GetValues<CallOutcome>().Length];
    private readonly long[] _rings = new long[Enum.GetValues<RingResult>().Length];

    public long Of(CallOutcome outcome) => Volatile.Read(ref _calls[(int)outcome]);

    public long Of(RingResult result) => Volatile.Read(ref _rings[(int)result]);

    /// <summary>Counts one call, from the last picture of it.</summary>
    public void Add(CallView ended)
    {
        var outcome = Enum.GetValues<CallOutcome>().FirstOrDefault(o => CallWords.Of(o) == ended.Result, CallOutcome.Failed);
        Interlocked.Increment(ref _calls[(int)outcome]);
        var rings = ended.Timeline.Where(e => e.Event == "ringing").CountBy(e => e.Detail ?? "").ToDictionary();
        var (refused, unfit) = (rings.GetValueOrDefault(CallWords.RingFailed), rings.GetValueOrDefault(CallWords.NotDialable));
        var placed = rings.Values.Sum() - refused - unfit; // a refused one was entered twice: as it was placed, and as it failed
        var answered = ended.Legs.Count(l => l.Role == LegRole.Resident);
        Interlocked.Add(ref _rings[(int)RingResult.Failed], refused + unfit);
        Interlocked.Add(ref _rings[(int)RingResult.Answered], answered);
        Interlocked.Add(ref _rings[(int)RingResult.Unanswered], Math.Max(0, placed - refused - answered));
    }
}

/// <summary>What came of one request to ring.</summary>
internal enum RingResult
{
    /// <summary>A resident's leg arrived.</summary>
    Answered,

    /// <summary>It rang out, or was stopped.</summary>
    Unanswered,

    /// <summary>The PBX did not take it, or the number may not be dialled.</summary>
    Failed,
}
