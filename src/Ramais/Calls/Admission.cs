using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Ramais.Voice;

namespace Ramais.Calls;

/// <summary>
/// Turns visitors away while the machine can't keep the deadlines of the calls it has, and lets them in one by one while it has little left:
/// their dialplans go on to a person at once, and nobody in a call is degraded. Residents are always let in; their calls are in progress.
/// </summary>
/// <param name="pacing">How the deadlines are kept; null admits everybody.</param>
internal sealed partial class Admission(Func<PacingStatistics>? pacing, TimeProvider time, ILogger<Admission> log)
{
    /// <summary>While a hundred visitors a second arrive, each second more before it closes is a tenth of what a core carries.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(0.25);

    /// <summary>A machine at its limit turns somebody away every second; one line a minute says so.</summary>
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    private int _places = int.MaxValue;
    private long _turnedAway;
    private long _told;
    private long? _toldAt;

    /// <summary>Whether the next visitor is let in, as far as is known now.</summary>
    public bool IsOpen => Volatile.Read(ref _places) > 0;

    /// <summary>Visitors turned away since the start.</summary>
    public long TurnedAway => Interlocked.Read(ref _turnedAway);

    /// <summary>Whether one more visitor may come in; counts those who may not. Any thread.</summary>
    public bool Admits()
    {
        if (pacing is null || Interlocked.Decrement(ref _places) >= 0)
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
            rule = rule.After(now.Since(before));
            Volatile.Write(ref _places, rule.Places);
            TellOfThoseTurnedAway(now.Entries);
            before = now;
        }
    }

    public void Register(Meter meter)
    {
        meter.CreateObservableGauge("ramais.admission.open", () => IsOpen ? 1 : 0, "1", "1 while visitors are let in, 0 while the machine is full.");
        meter.CreateObservableCounter("ramais.calls.turned_away", () => TurnedAway, "{call}", "Visitors turned away because the machine was full.");
    }

    private void TellOfThoseTurnedAway(int legs)
    {
        var turnedAway = TurnedAway;
        if (turnedAway == _told || (_toldAt is { } last && time.GetElapsedTime(last) < BetweenLines))
            return;
        LogTurnedAway(turnedAway - _told, legs);
        (_told, _toldAt) = (turnedAway, time.GetTimestamp());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ligações devolvidas ao plano de discagem: {Count}, porque com {Legs} pernas a máquina não tem mais folga. Distribua os ramais por mais máquinas se isto se repetir.")]
    private partial void LogTurnedAway(long count, int legs);
}
