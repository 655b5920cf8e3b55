using System.Collections.Immutable;
using System.Globalization;
using Ramais.Extensions;

namespace Ramais.Benchmarks.Macro;

/// <summary>Rows on loopback, two ports each, from 10001 up; below the ports that the system gives out as long as there are few.</summary>
internal static class SampleRows
{
    private const int FirstPort = 10001;

    public static ImmutableArray<ExtensionRow> Of(int count) => [.. Enumerable.Range(0, count).Select(i => Row(i + 1, FirstPort + (2 * i)))];

    /// <summary>The same rows, one in a hundred with its visitor port moved behind the last.</summary>
    public static ImmutableArray<ExtensionRow> Moved(ImmutableArray<ExtensionRow> rows)
    {
        var next = FirstPort + (2 * rows.Length);
        return [.. rows.Select((row, i) => i % 100 == 0 ? row with { VisitorPort = Text(next++) } : row)];
    }

    private static ExtensionRow Row(int id, int port) =>
        new(id, Text(200000 + (2 * id)), Text(200001 + (2 * id)), "127.0.0.1", Text(port), Text(port + 1), Text(id));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
