using System.Collections.Immutable;
using Ramais.Calls;

namespace Ramais.Server.Dashboard.Calls;

/// <summary>Turns the events of both legs into stretches on one axis. Pure.</summary>
internal sealed class Waterfall
{
    private readonly CallView _call;
    private readonly long _end;
    private readonly ImmutableArray<Bar>.Builder _bars = ImmutableArray.CreateBuilder<Bar>();

    private Waterfall(CallView call) => (_call, _end) = (call, LengthMs(call));

    public static ImmutableArray<Bar> Of(CallView call)
    {
        var waterfall = new Waterfall(call);
        foreach (var leg in call.Timeline.GroupBy(e => e.Leg))
            waterfall.Add([.. leg]);
        waterfall._bars.Sort((a, b) => (a.FromMs, a.Kind).CompareTo((b.FromMs, b.Kind)));
        return waterfall._bars.ToImmutable();
    }

    /// <summary>From the first accept to the end, or to the last event while it lives.</summary>
    public static long LengthMs(CallView call)
    {
        var last = call.Timeline.Select(e => e.AtMs + OffsetMs(call, e.Leg)).DefaultIfEmpty(0).Max();
        return Math.Max(last, call.EndedAt is { } ended ? (long)(ended - call.StartedAt).TotalMilliseconds : 0);
    }

    /// <summary>When the leg came, since the call began. Events of a leg that came again count from its own accept.</summary>
    public static long OffsetMs(CallView call, LegRole role) =>
        call.Legs.LastOrDefault(l => l.Role == role) is { } leg ? Math.Max(0, (long)(leg.ConnectedAt - call.StartedAt).TotalMilliseconds) : 0;

    private void Add(ImmutableArray<TimelineEntry> entries)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries[i];
            var rest = entries.AsSpan()[(i + 1)..];
            switch (entry.Event)
            {
                case "speech_started":
                    Add(BarKind.Speech, entry, Next(rest, "speech_ended"));
                    break;
                case "prompt_started":
                    Add(BarKind.Prompt, entry, Next(rest, "prompt_ended"));
                    break;
                case "turn" when entry.Turn is { } turn:
                    Add(entry, turn);
                    break;
                case "ringing":
                    Add(BarKind.Ringing, entry, EndOfRing(entry, rest));
                    break;
                case "decision":
                    Add(BarKind.Decision, entry, At(entry));
                    break;
                case "speech_ended" or "prompt_ended" or "transcript":
                    break; // the ends of what is there, and the words, which stand beside
                default:
                    _bars.Add(new(BarKind.Event, IsVisitor(entry), At(entry), At(entry), entry.Detail, entry.Event));
                    break;
            }
        }
    }

    private void Add(BarKind kind, TimelineEntry entry, long to) => _bars.Add(new(kind, IsVisitor(entry), At(entry), Math.Max(At(entry), to), entry.Detail));

    /// <summary>The stages follow one another and end with the first sound, which is when the entry was made.</summary>
    private void Add(TimelineEntry entry, TurnTimes turn)
    {
        var from = At(entry) - turn.FirstAudioMs;
        (BarKind Kind, long Ms)[] stages =
        [
            (BarKind.Endpointing, turn.EndpointingMs), (BarKind.Recognition, turn.RecognitionMs), (BarKind.Understanding, turn.UnderstandingMs),
            (BarKind.Synthesis, turn.SynthesisMs), (BarKind.Playback, turn.PlaybackMs),
        ];
        foreach (var (kind, ms) in stages.Where(s => s.Ms > 0))
        {
            _bars.Add(new(kind, IsVisitor(entry), from, from + ms, null));
            from += ms;
        }
    }

    private long Next(ReadOnlySpan<TimelineEntry> rest, string end)
    {
        foreach (var entry in rest)
        {
            if (entry.Event == end)
                return At(entry);
        }
        return _end;
    }

    /// <summary>A ring ends when a resident comes, with the next ring or its failure, or with the call.</summary>
    private long EndOfRing(TimelineEntry ring, ReadOnlySpan<TimelineEntry> rest)
    {
        if (ring.Detail is CallWords.RingFailed or CallWords.NotDialable)
            return At(ring);
        var next = Next(rest, "ringing");
        var answered = _call.Legs.Where(l => l.Role == LegRole.Resident)
            .Where(l => l.EndedAt is not { } ended || (ended - _call.StartedAt).TotalMilliseconds > At(ring))
            .Select(l => Math.Max(At(ring), (long)(l.ConnectedAt - _call.StartedAt).TotalMilliseconds));
        return Math.Min(next, answered.DefaultIfEmpty(_end).Min());
    }

    private long At(TimelineEntry entry) => OffsetMs(_call, entry.Leg) + entry.AtMs;

    private static bool IsVisitor(TimelineEntry entry) => entry.Leg == LegRole.Visitor;
}
