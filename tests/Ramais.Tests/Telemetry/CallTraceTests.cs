using System.Diagnostics;
using Ramais.Telemetry;
using Ramais.Testing;
using Ramais.Tests.Calls;

namespace Ramais.Tests.Telemetry;

/// <summary>What a visit looks like to whoever follows traces.</summary>
public sealed class CallTraceTests : IDisposable
{
    private readonly ActivitySource _source = new(TraceWriter.SourceName);
    private readonly ActivityListener _listener;
    private readonly List<Activity> _spans = [];

    public CallTraceTests()
    {
        _listener = new()
        {
            ShouldListenTo = source => source == _source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }

    [Fact]
    public void A_visit_is_one_trace_across_both_legs_and_its_id_is_the_call_s()
    {
        Visit();

        Assert.All(_spans, span => Assert.Equal(Gatehouse.NewId().ToString("N"), span.TraceId.ToHexString()));
        var root = Assert.Single(_spans, span => span.ParentSpanId == default);
        Assert.Equal(("call", "2018519", "authorized"), (root.DisplayName, root.GetTagItem("ramais.extension"), root.GetTagItem("ramais.result")));
        var children = _spans.Where(span => span.ParentSpanId == root.SpanId).ToList();
        Assert.Equal(["decision", "resident leg", "ringing", "turn", "turn", "visitor leg"], children.Select(span => span.DisplayName).Order(StringComparer.Ordinal));
        Assert.All(children, span => Assert.True(span.StartTimeUtc >= root.StartTimeUtc && End(span) <= End(root), $"{span.DisplayName} lies outside its call"));
        Assert.Equal("answered", children.Single(span => span.DisplayName == "ringing").GetTagItem("ramais.result"));
    }

    [Fact]
    public void A_turn_is_made_of_its_parts_without_a_gap()
    {
        Visit();
        foreach (var turn in _spans.Where(span => span.DisplayName == "turn"))
        {
            var parts = _spans.Where(span => span.ParentSpanId == turn.SpanId).ToList();
            Assert.Equal(["endpointing", "recognition", "understanding", "synthesis", "playback"], parts.Select(part => part.DisplayName));
            Assert.Equal((turn.StartTimeUtc, End(turn)), (parts[0].StartTimeUtc, End(parts[^1])));
            Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.Equal(End(pair.First), pair.Second.StartTimeUtc));
            Assert.True(parts[0].Duration > TimeSpan.FromMilliseconds(200), "whoever listens waits for silence");
        }
    }

    [Fact]
    public void Nothing_of_anybody_is_in_it()
    {
        Visit();
        var told = _spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Value}").Prepend(span.DisplayName)).ToList();
        Assert.NotEmpty(told);
        Assert.All((string[])["501", "Marcos", "Renata", "sip:", "entrega"], known =>
            Assert.DoesNotContain(told, text => text.Contains(known, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void A_call_that_comes_again_is_a_further_root_of_the_same_trace()
    {
        VirtualTime.Run(async time =>
        {
            var gate = new Gatehouse(time, traces: new(_source));
            for (var visit = 0; visit < 2; visit++)
            {
                var visitor = gate.Visitor();
                await visitor.HearsAsync("visitor.greeting");
                visitor.HangUp();
                await gate.QuietAsync();
            }
        });
        var roots = _spans.Where(span => span.ParentSpanId == default).ToList();
        Assert.Equal(["call", "call"], roots.Select(span => span.DisplayName));
        Assert.Single(roots.Select(span => span.TraceId).Distinct());
    }

    [Fact]
    public void Other_activities_keep_their_own_ids_and_parents()
    {
        using var outer = new Activity("outer").SetIdFormat(ActivityIdFormat.W3C).Start();
        Visit();
        Assert.Same(outer, Activity.Current);
        Assert.NotEqual(Gatehouse.NewId().ToString("N"), new Activity("another").SetIdFormat(ActivityIdFormat.W3C).Start().TraceId.ToHexString());
        Assert.All(_spans, span => Assert.NotEqual(outer.TraceId, span.TraceId));
    }

    [Fact]
    public void Where_nobody_listens_there_is_none()
    {
        using var unheard = new ActivitySource(TraceWriter.SourceName);
        VirtualTime.Run(time => VisitAsync(new(time, voice: true, traces: new(unheard))));
        Assert.Empty(_spans);
        Assert.False(new TraceWriter(unheard).IsHeard);
    }

    private void Visit() => VirtualTime.Run(time => VisitAsync(new(time, voice: true, traces: new(_source))));

    /// <summary>By voice: a delivery for 501, from Marcos; Renata lets it in.</summary>
    private static async Task VisitAsync(Gatehouse gate)
    {
        var visitor = await Script.VisitorSaysAsync(gate, "boa tarde, sou o Marcos, entrega para o apartamento 501");
        await visitor.HearsAsync("visitor.ringing");
        var resident = gate.Resident();
        await resident.HearsAsync("resident.ask.voice");
        await resident.PauseAsync(0.5);
        await resident.SayAsync("pode deixar entrar");
        await visitor.Ended;
        await gate.QuietAsync();
    }

    /// <summary>In whole milliseconds: an activity that takes no time is given a tick.</summary>
    private static DateTime End(Activity span)
    {
        var end = span.StartTimeUtc + span.Duration;
        return end.AddTicks(-(end.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
