using System.Reflection;
using Ramais.Calls;
using Ramais.Server.Dashboard.Calls;

namespace Ramais.Server.Tests.Dashboard;

public sealed class CallPictureTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1714000000);

    private static readonly TimeZoneInfo Brasilia = TimeZoneInfo.CreateCustomTimeZone("Brasília", TimeSpan.FromHours(-3), null, null);

    private static readonly CallView Call = new(
        Guid.NewGuid(), 1, "2011", 15, "closing", At, At.AddSeconds(30), "authorized", null,
        [
            new(LegRole.Visitor, 8101, At, At.AddSeconds(30), "hangup"),
            new(LegRole.Resident, 8201, At.AddSeconds(10), At.AddSeconds(29), "hangup"),
        ],
        [new(1500, LegRole.Visitor, "visitor", "entrega de pizza"), new(200, LegRole.Resident, "ramais", "Marcos no portão")],
        new(true, "501", "Renata Prado", "Marcos Lima", "entrega", "key", At.AddSeconds(12)),
        [
            new(0, LegRole.Visitor, "connected"),
            new(100, LegRole.Visitor, "prompt_started", "visitor.greeting"),
            new(900, LegRole.Visitor, "prompt_ended", "visitor.greeting"),
            new(1000, LegRole.Visitor, "speech_started"),
            new(2000, LegRole.Visitor, "speech_ended"),
            new(2600, LegRole.Visitor, "transcript", "entrega de pizza"),
            new(3000, LegRole.Visitor, "turn", null, new(300, 200, 0, 400, 100, 1000)),
            new(5000, LegRole.Visitor, "ringing", "ring 1"),
            new(0, LegRole.Resident, "connected"),
            new(2000, LegRole.Resident, "key", "1"),
            new(2100, LegRole.Resident, "decision", "authorized"),
        ]);

    [Fact]
    public void Both_sides_stand_on_one_axis_with_the_stages_of_each_turn()
    {
        var bars = Waterfall.Of(Call);
        Assert.Contains(new(BarKind.Speech, true, 1000, 2000, null), bars);
        Assert.Contains(new(BarKind.Prompt, true, 100, 900, "visitor.greeting"), bars);
        Assert.Contains(new(BarKind.Endpointing, true, 2000, 2300, null), bars);
        Assert.Contains(new(BarKind.Recognition, true, 2300, 2500, null), bars);
        Assert.DoesNotContain(bars, b => b.Kind == BarKind.Understanding); // took no time
        Assert.Contains(new(BarKind.Synthesis, true, 2500, 2900, null), bars);
        Assert.Contains(new(BarKind.Playback, true, 2900, 3000, null), bars);
        Assert.Contains(new(BarKind.Ringing, true, 5000, 10_000, "ring 1"), bars); // until the resident came
        Assert.Contains(new(BarKind.Decision, false, 12_100, 12_100, "authorized"), bars);
        Assert.Equal(bars.OrderBy(b => b.FromMs).Select(b => b.FromMs), bars.Select(b => b.FromMs));
        Assert.Equal(30_000, Waterfall.LengthMs(Call));
    }

    [Fact]
    public void What_has_not_ended_yet_lasts_until_the_latest_event()
    {
        var live = Call with { EndedAt = null, Result = null, Timeline = [.. Call.Timeline.Take(5).Where(e => e.Event != "speech_ended"), new(4000, LegRole.Visitor, "key", "5")] };
        Assert.Contains(new(BarKind.Speech, true, 1000, 4000, null), Waterfall.Of(live));
    }

    [Fact]
    public void An_operator_sees_who_said_what()
    {
        var picture = CallPictureOf.Of(Call, masked: false);
        Assert.Equal(["entrega de pizza"], picture.Legs[0].Lines.Select(l => l.Text));
        Assert.Equal(10_200, Assert.Single(picture.Legs[1].Lines).AtMs);
        Assert.Equal(("Renata Prado", "Marcos Lima"), (picture.Decision!.Resident, picture.Decision.Visitor));
    }

    [Fact]
    public void A_viewers_picture_holds_no_name_word_or_key()
    {
        var texts = Texts(CallPictureOf.Of(Call, masked: true)).ToList();
        Assert.Contains("501", texts);
        foreach (var secret in new[] { "pizza", "Marcos", "Renata", "portão" })
            Assert.DoesNotContain(texts, t => t.Contains(secret, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("1", texts); // the key
    }

    [Fact]
    public void What_memory_keeps_of_a_written_call_tells_of_nobody()
    {
        var texts = Texts((Call with { Apartment = "501", Ringing = new("501", 1, ["1003501"]) }).Bare()).ToList();
        Assert.Contains("authorized", texts);
        foreach (var secret in new[] { "pizza", "Marcos", "Renata", "portão", "501" })
            Assert.DoesNotContain(texts, t => t.Contains(secret, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("1", texts); // the key
    }

    [Theory]
    [InlineData(CallFilter.Today, "2026-03-10T03:00:00Z")]
    [InlineData(CallFilter.Day, "2026-03-09T15:00:00Z")]
    [InlineData(CallFilter.Week, "2026-03-03T15:00:00Z")]
    public void A_period_begins_in_local_time(string period, string from)
    {
        var query = CallFilter.Of("15", "denied", period).Query(Instant("2026-03-10T15:00:00Z")!.Value, Brasilia);
        Assert.Equal((Instant(from), null, 15, "denied"), (query.From, query.To, query.CondominiumId, query.Result));
    }

    [Theory]
    [InlineData("2026-03-09", "2026-03-10", "2026-03-09T03:00:00Z", "2026-03-11T03:00:00Z", null)]
    [InlineData("2026-03-10", "2026-03-10", "2026-03-10T03:00:00Z", "2026-03-11T03:00:00Z", null)]
    [InlineData("", "2026-03-10", null, "2026-03-11T03:00:00Z", null)]
    [InlineData("2026-03-09", null, "2026-03-09T03:00:00Z", null, null)]
    [InlineData("2026-03-11", "2026-03-10", "2026-03-11T03:00:00Z", "2026-03-11T03:00:00Z", DateFault.Order)]
    [InlineData("10/03/2026", "2026-03-10", null, "2026-03-11T03:00:00Z", DateFault.First)]
    [InlineData("2026-03-10", "2026-02-30", "2026-03-10T03:00:00Z", null, DateFault.Last)]
    [InlineData("0001-01-01", "9999-12-31", null, null, DateFault.First)]
    internal void Dates_are_whole_days_of_the_server(string? first, string? last, string? from, string? to, DateFault? fault)
    {
        var filter = CallFilter.Of(null, null, CallFilter.Dates, first, last);
        var query = filter.Query(Instant("2026-03-20T15:00:00Z")!.Value, Brasilia);
        Assert.Equal((Instant(from), Instant(to), fault), (query.From, query.To, filter.Fault));
        Assert.Null(CallFilter.Of(null, null, CallFilter.Everything, first, last).Fault); // dates are of no other period
    }

    [Fact]
    public void A_day_whose_midnight_the_clocks_skip_begins_when_it_begins()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo"); // summer time began at midnight of this day
        var query = CallFilter.Of(null, null, CallFilter.Dates, "2018-11-04", "2018-11-04").Query(default, zone);
        Assert.Equal((Instant("2018-11-04T03:00:00Z"), Instant("2018-11-05T02:00:00Z")), (query.From, query.To));
    }

    [Fact]
    public void A_filter_that_cannot_be_read_restricts_nothing() =>
        Assert.Equal(new CallFilter(null, null, CallFilter.Week), CallFilter.Of("x' or 1=1", "<script>", "sempre"));

    private static DateTimeOffset? Instant(string? text) => text is null ? null : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Every string anywhere in an object.</summary>
    private static IEnumerable<string> Texts(object? value) => value switch
    {
        null => [],
        string text => [text],
        System.Collections.IEnumerable many => many.Cast<object?>().SelectMany(Texts),
        _ when value.GetType().Namespace?.StartsWith("Ramais", StringComparison.Ordinal) == true && !value.GetType().IsEnum =>
            value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(p => Texts(p.GetValue(value))),
        _ => [],
    };
}
