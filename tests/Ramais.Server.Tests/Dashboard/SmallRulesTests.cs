using System.Diagnostics.Metrics;
using Ramais.Extensions;
using Ramais.Server.Cli;
using Ramais.Server.Dashboard.Extensions;
using Ramais.Server.Dashboard.Language;
using Ramais.Server.Dashboard.Live;
using Ramais.Server.Settings;

namespace Ramais.Server.Tests.Dashboard;

public sealed class SmallRulesTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("pt-BR,pt;q=0.9,en;q=0.8", false)]
    [InlineData("en-US,en;q=0.9,pt;q=0.8", true)]
    [InlineData("en;q=0.5, pt;q=0.6", false)]
    [InlineData("de-DE,de;q=0.9,en;q=0.4", true)]
    [InlineData("de", false)]
    [InlineData("enx;q=1, ;;;, q=", false)]
    public void English_is_for_those_who_prefer_it(string? header, bool english) => Assert.Equal(english, Tongue.Of(header).English);

    [Fact]
    public void Every_reason_of_the_source_finds_its_field()
    {
        var open = new Extension(1, "2011", "2012", "0.0.0.0", 8101, 8201, 15);
        var wrong = new ExtensionRow(2, "20 11", "", "casa", "x", "70000", "z");
        var taken = new ExtensionRow(3, "2099", "2012", "0.0.0.0", "8102", "8201", "15");
        var judged = ExtensionValidator.Validate([new(1, "2011", "2012", "0.0.0.0", "8101", "8201", "15"), wrong, taken], [open]).Rejected.ToDictionary(r => r.Id);
        var placed = FieldFaults.Place(judged[2].Reasons, wrong);
        Assert.Equal(["condominio_id", "ip_servidor", "porta_ia", "porta_retorno", "ramal_ia", "ramal_retorno"], placed.Select(f => f.Key).Order());
        var lost = FieldFaults.Place(judged[3].Reasons, taken);
        Assert.Equal(["porta_retorno", "ramal_retorno"], lost.Select(f => f.Key).Order());
        Assert.Equal(FieldFaults.Whole, FieldFaults.Place(["o banco não responde"], taken).Single().Key);
    }

    [Fact]
    public void Rows_are_listed_with_how_they_stand_refused_ones_too()
    {
        var open = new Extension(1, "2011", "2012", "0.0.0.0", 8101, 8201, 15);
        Listeners.ExtensionStatus status = new(open, Listeners.ExtensionState.Active, 8101, 8201, 2, null);
        var gone = status with { Extension = open with { Id = 9 }, State = Listeners.ExtensionState.Draining };
        ExtensionRow[] rows = [new(2, "2021", "2022", "0.0.0.0", "x", null, "15"), new(1, "2011 ", "2012", "0.0.0.0", "8101", "8201", "15")];
        var lines = ExtensionLine.Of(rows, [status, gone], [new RejectedRow(2, ["porta_ia \"x\" não é um número"], false)]);
        Assert.Equal([1, 2, 9], lines.Select(l => l.Row.Id));
        Assert.Equal([true, true, false], lines.Select(l => l.IsConfigured));
        Assert.Single(lines[1].Reasons);
        Assert.Equal([2], lines.Where(l => l.Fits("não é um número")).Select(l => l.Row.Id));
        Assert.Equal([1, 9], ExtensionLine.Of(null, [status, gone], []).Select(l => l.Row.Id)); // the source is away
    }

    [Fact]
    public void A_password_is_known_by_its_line_and_by_no_other()
    {
        var line = PasswordCommand.Line("uma senha longa", viewer: false);
        Assert.StartsWith("DASHBOARD_PASSWORD_HASH=pbkdf2-sha256:600000:", line, StringComparison.Ordinal);
        Assert.DoesNotContain("senha longa", line, StringComparison.Ordinal);
        var read = SettingsReader.Read(new Dictionary<string, string> { ["DASHBOARD_PASSWORD_HASH"] = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..] });
        var hash = read.Settings!.Dashboard.Operator!;
        Assert.True(hash.Matches("uma senha longa"));
        Assert.False(hash.Matches("uma senha longA"));
        Assert.NotEqual(line, PasswordCommand.Line("uma senha longa", viewer: false)); // salted
        Assert.DoesNotContain(hash.Text, read.Settings.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("curta")]
    [InlineData(" com espaço no começo")]
    public void A_password_that_is_too_weak_is_refused(string? password) =>
        Assert.Contains("10 a 200", Assert.Throws<CommandFailedException>(() => PasswordCommand.Line(password, viewer: true)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("DASHBOARD_PASSWORD_HASH", "senha em claro")]
    [InlineData("DASHBOARD_PASSWORD_HASH", "pbkdf2-sha256:1:AAAAAAAAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("DASHBOARD_PASSWORD_HASH", "pbkdf2-sha256:600000:%:%")]
    [InlineData("DASHBOARD_VIEWER_PASSWORD_HASH", "pbkdf2-sha256:600000:AAAAAAAAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_line_that_no_command_made_or_a_viewer_without_an_operator_is_a_fault(string name, string value)
    {
        var read = SettingsReader.Read(new Dictionary<string, string> { [name] = value });
        var fault = Assert.Single(read.Faults);
        Assert.StartsWith($"{name}=\"***\": ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(value, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void An_hour_of_latencies_is_kept_and_no_more()
    {
        var hours = LatencyHours.Empty.Plus(new("a", "x", 9), 100, 8).Plus(new("a", "x", 0.1), 160, 8).Plus(new("a", "x", 0.3), 160, 8).Plus(new("b", "", 1), 155, 8);
        var series = hours.Series(160);
        Assert.Equal(["a", "b"], series.Select(s => s.Stage));
        Assert.Equal((2, 200d, 300d), (series[0].Count, series[0].MeanMs, series[0].LongestMs));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 200], series[0].FiveMinuteMeansMs);
        Assert.Empty(hours.Series(300));
    }

    [Fact]
    public void Series_without_end_are_not_kept()
    {
        var hours = Enumerable.Range(0, 20).Aggregate(LatencyHours.Empty, (h, i) => h.Plus(new("a", $"{i}", 1), 5, 8));
        Assert.Equal(8, hours.Known.Count);
    }

    [Fact]
    public async Task What_our_meter_records_is_seen_and_what_another_does_is_not()
    {
        using var own = new Meter("Ramais");
        using var other = new Meter("Ramais");
        using var watch = new LatencyWatch(own, TimeProvider.System);
        await watch.StartAsync(TestContext.Current.CancellationToken);
        other.CreateHistogram<double>("ramais.synthesis.duration", "s").Record(1);
        own.CreateHistogram<double>("ramais.bytes", "By").Record(1);
        own.CreateHistogram<double>("ramais.synthesis.duration", "s").Record(0.25, new KeyValuePair<string, object?>("provider", "espeak"));
        while (watch.Read() is [])
            await Task.Yield();
        var only = Assert.Single(watch.Read());
        Assert.Equal(("ramais.synthesis.duration", "espeak", 1, 250d), (only.Stage, only.Provider, only.Count, only.MeanMs));
        await watch.StopAsync(TestContext.Current.CancellationToken);
    }
}
