using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Ramais.Voice;

namespace Ramais.Calls;

/// <summary>
/// Turns visitors away while the machine can't keep the deadlines of the calls it has, or has nothing left to keep more with: their
/// dialplans go on to a person at once, and nobody in a call is degraded. Residents are always let in; their calls are in progress.
/// </summary>
/// <param name="pacing">How the deadlines are kept; null admits everybody.</param>
internal sealed partial class Admission(Func<PacingStatistics>? pacing, TimeProvider time, ILogger<Admission> log)
{
    /// <summary>While a hundred visitors a second arrive, each second more before it closes is a tenth of what a core carries.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(0.25);

    private volatile bool _isOpen = true;
    private long _turnedAway;

    /// <summary>Written by <see cref="RunAsync"/> alone.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Visitors turned away since the start.</summary>
    public long TurnedAway => Interlocked.Read(ref _turnedAway);

    /// <summary>Whether one more visitor may come in; counts those who may not. Any thread.</summary>
    public bool Admits()
    {
        if (_isOpen)
            return true;
        Interlocked.Increment(ref _turnedAway);
        return false;
    }

    /// <summary>Looks at the time since the last look, again and again.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        if (pacing is null)
            return;
        using var timer = new PeriodicTimer(Look, time);
        var (rule, before) = (AdmissionRule.Open, pacing());
        while (await timer.WaitForNextTickAsync(stopping))
        {
            var now = pacing();
            rule = rule.After(now.Entries, now.Ticks - before.Ticks, now.LaterThan10Ms - before.LaterThan10Ms, now.Rests - before.Rests);
            Publish(rule.IsOpen, now.Entries);
            before = now;
        }
    }

    public void Register(Meter meter)
    {
        meter.CreateObservableGauge("ramais.admission.open", () => _isOpen ? 1 : 0, "1", "1 while visitors are let in, 0 while the machine is full.");
        meter.CreateObservableCounter("ramais.calls.turned_away", () => TurnedAway, "{call}", "Visitors turned away because the machine was full.");
    }

    private void Publish(bool isOpen, int legs)
    {
        if (isOpen == _isOpen)
            return;
        _isOpen = isOpen;
        if (isOpen)
            LogOpened(legs, TurnedAway);
        else
            LogClosed(legs);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Com {Legs} pernas a máquina não tem mais folga: novas ligações voltam ao plano de discagem até que haja.")]
    private partial void LogClosed(int legs);

    [LoggerMessage(Level = LogLevel.Information, Message = "Há folga de novo, com {Legs} pernas; ligações devolvidas desde o início: {TurnedAway}.")]
    private partial void LogOpened(int legs, long turnedAway);
}

/// <summary>When to close and when to open again, by what was measured. Pure.</summary>
/// <param name="IsOpen">Whether visitors come in.</param>
/// <param name="Looks">How many looks in a row spoke for the other answer.</param>
internal sealed record AdmissionRule(bool IsOpen, int Looks)
{
    /// <summary>With fewer legs than this, what makes them late is not their number, and turning visitors away would not help.</summary>
    public const int FewLegs = 40;

    /// <summary>One may be a collection or a neighbour of the machine.</summary>
    public const int LooksToClose = 2;

    /// <summary>Longer than the ramp of a call, whose beginning costs most.</summary>
    public const int LooksToOpen = 20;

    /// <summary>Of all ticks, later than 10 ms: the phone's buffer covers that, so closing here comes before anybody hears it.</summary>
    private const double TooLate = 0.02;

    private const double InTime = 0.002;

    /// <summary>
    /// A ticker that did not rest so often between two looks (<see cref="Admission.Look"/>), of a hundred times and more, has no room for anybody: what was
    /// due still went out, and what came in is heard too late.
    /// </summary>
    private const int FewRests = 5;

    public static AdmissionRule Open { get; } = new(true, 0);

    /// <param name="legs">Being spoken to now.</param>
    /// <param name="ticks">Since the last look.</param>
    /// <param name="late">Of those, more than 10 ms late.</param>
    /// <param name="rests">Since the last look, how often a ticker had nothing left to do.</param>
    public AdmissionRule After(int legs, long ticks, long late, long rests)
    {
        var isFull = late > ticks * TooLate || rests < FewRests;
        var isCalm = late <= ticks * InTime && rests >= FewRests;
        var speaksForChange = IsOpen ? legs >= FewLegs && isFull : legs < FewLegs || isCalm;
        var looks = speaksForChange ? Looks + 1 : 0;
        return looks >= (IsOpen ? LooksToClose : LooksToOpen) ? new(!IsOpen, 0) : this with { Looks = looks };
    }
}
