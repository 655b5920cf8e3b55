using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ramais.Benchmarks.Macro;

/// <summary>Writes <c>artifacts/bench/NAME.json</c> and prints a Markdown table of the same.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Folder { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../bench"));

    public static void Write<T>(string name, IReadOnlyList<T> rows, string[] columns, Func<T, string[]> cells)
    {
        System.IO.Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, $"{name}.json"), JsonSerializer.Serialize(rows, Json));
        Console.WriteLine($"| {string.Join(" | ", columns)} |");
        Console.WriteLine($"|{string.Concat(columns.Select(_ => "---|"))}");
        foreach (var row in rows)
            Console.WriteLine($"| {string.Join(" | ", cells(row))} |");
    }
}

internal static class Cells
{
    /// <summary>A number as a table shows it.</summary>
    public static string Cell(this double value) => value.ToString(value < 100 ? "0.0#" : "0", CultureInfo.InvariantCulture);
}
