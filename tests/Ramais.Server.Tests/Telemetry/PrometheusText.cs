using System.Globalization;
using System.Text.RegularExpressions;

namespace Ramais.Server.Tests.Telemetry;

/// <summary>Reads the Prometheus text format as strictly as its own linter does.</summary>
internal static partial class PrometheusText
{
    public static List<Family> Read(string text)
    {
        var families = new List<Family>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (TypeLine().Match(line) is { Success: true } type)
                families.Add(new Family(type.Groups[1].Value, type.Groups[2].Value));
            else if (HelpLine().Match(line) is { Success: true } help)
                families[^1].Help = help.Groups[2].Value;
            else if (SampleLine().Match(line) is { Success: true } sample)
                families[^1].Samples.Add(ReadSample(sample));
            else if (line != "# EOF" && !line.StartsWith("# UNIT ", StringComparison.Ordinal))
                Assert.Fail($"No line of the Prometheus format: {line}");
        }
        return families;
    }

    private static Sample ReadSample(Match match)
    {
        var labels = LabelPair().Matches(match.Groups["labels"].Value).ToDictionary(l => l.Groups[1].Value, l => l.Groups[2].Value);
        return new Sample(match.Groups["name"].Value, labels, double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("^# TYPE ([a-z_][a-z0-9_]*) (counter|gauge|histogram|summary|untyped)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex("^# HELP ([a-z_][a-z0-9_]*) (.+)$")]
    private static partial Regex HelpLine();

    [GeneratedRegex("^(?<name>[a-z_][a-z0-9_]*)(\\{(?<labels>[^}]*)\\})? (?<value>\\S+)( \\d+)?$")]
    private static partial Regex SampleLine();

    [GeneratedRegex("([a-z_][a-z0-9_]*)=\"([^\"]*)\"")]
    private static partial Regex LabelPair();
}

internal sealed record Family(string Name, string Type)
{
    public string? Help { get; set; }

    public List<Sample> Samples { get; } = [];

    /// <summary>The value of the one sample that has this label.</summary>
    public double Of(string label, string value) => Samples.Single(s => s.Labels.GetValueOrDefault(label) == value).Value;
}

internal sealed record Sample(string Name, Dictionary<string, string> Labels, double Value);
