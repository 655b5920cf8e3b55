using System.Text.RegularExpressions;

namespace Ramais.Server.Tests.Telemetry;

/// <summary>What <c>promtool check metrics</c> finds fault with, and what of it would be personal data.</summary>
internal static partial class PrometheusLint
{
    public static List<string> Faults(IReadOnlyList<Family> families) =>
    [
        .. families.CountBy(f => f.Name).Where(f => f.Value > 1).Select(f => $"{f.Key}: the family stands twice"),
        .. families.SelectMany(Faults),
    ];

    /// <summary>Every value of every label, "le" excepted.</summary>
    public static IEnumerable<string> LabelValues(IEnumerable<Family> families) =>
        families.SelectMany(f => f.Samples).SelectMany(s => s.Labels).Where(l => l.Key != "le").Select(l => l.Value);

    private static IEnumerable<string> Faults(Family family)
    {
        if (!Name().IsMatch(family.Name))
            yield return $"{family.Name}: no good name";
        if (string.IsNullOrWhiteSpace(family.Help))
            yield return $"{family.Name}: no help";
        if (family.Type == "counter" != family.Name.EndsWith("_total", StringComparison.Ordinal))
            yield return $"{family.Name}: a {family.Type} by that name";
        if (Abbreviated().IsMatch(family.Name))
            yield return $"{family.Name}: not in a base unit";
        foreach (var twice in family.Samples.CountBy(Series).Where(s => s.Value > 1))
            yield return $"{twice.Key}: the series stands twice";
        foreach (var foreign in family.Samples.Where(s => !Belongs(family, s.Name)))
            yield return $"{foreign.Name}: not of {family.Name}";
        if (family.Type == "histogram")
            foreach (var fault in family.Samples.Where(s => s.Name.EndsWith("_bucket", StringComparison.Ordinal)).GroupBy(SeriesOfBucket).SelectMany(g => Buckets(g.Key, [.. g], family)))
                yield return fault;
    }

    private static bool Belongs(Family family, string sample) => family.Type == "histogram"
        ? sample == family.Name + "_bucket" || sample == family.Name + "_sum" || sample == family.Name + "_count"
        : sample == family.Name;

    private static IEnumerable<string> Buckets(string series, List<Sample> buckets, Family family)
    {
        var bounds = buckets.ConvertAll(b => b.Labels["le"] == "+Inf" ? double.PositiveInfinity : double.Parse(b.Labels["le"], System.Globalization.CultureInfo.InvariantCulture));
        if (!bounds.SequenceEqual(bounds.Order()) || !double.IsPositiveInfinity(bounds[^1]))
            yield return $"{series}: boundaries not ascending to infinity";
        if (!buckets.Select(b => b.Value).SequenceEqual(buckets.Select(b => b.Value).Order()))
            yield return $"{series}: not cumulative";
        if (family.Samples.Single(s => s.Name == family.Name + "_count" && Series(s)[s.Name.Length..] == series[(family.Name.Length + "_bucket".Length)..]).Value != buckets[^1].Value)
            yield return $"{series}: the count is not that of the last bucket";
    }

    private static string Series(Sample sample) => sample.Name + string.Concat(sample.Labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $" {l.Key}={l.Value}"));

    private static string SeriesOfBucket(Sample bucket) => Series(bucket with { Labels = bucket.Labels.Where(l => l.Key != "le").ToDictionary() });

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex Name();

    [GeneratedRegex("_(ms|milliseconds|minutes|hours|kb|mb|kilobytes|megabytes|percent)(_|$)")]
    private static partial Regex Abbreviated();
}
