using System.Text.Json;

namespace Ramais.Testing;

/// <summary>Reads the recorded connections of <c>tests/data/captures</c>, and those that are kept beside the checkout.</summary>
internal static class Captures
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The captures of the project itself.</summary>
    public static IReadOnlyList<string> Names { get; } = ["delivery", "resident-yes", "resident-no", "mute-gap", "noise-only", "dtmf"];

    /// <summary>Recorded human speech, which is not part of the project.</summary>
    public static IReadOnlyList<string> HumanNames { get; } = ["human-sentences", "human-sentences-noise"];

    public static Capture Load(string name) => Read(RepositoryFiles.Data("captures", $"{name}.jsonl"), name);

    /// <summary>A capture that may be absent; null when it is.</summary>
    public static Capture? LoadShared(string name) =>
        RepositoryFiles.FindShared("captures", $"{name}.jsonl") is { } file ? Read(file, name) : null;

    private static Capture Read(string file, string name)
    {
        var lines = File.ReadLines(file).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<Line>(line, SnakeCase)!).ToList();
        var reads = lines.Where(line => line.B64 is not null).Select(line => new CaptureRead(At(line), Convert.FromBase64String(line.B64!)));
        return new([.. reads], At(lines[^1]), Truth(name));
    }

    private static CaptureTruth Truth(string name)
    {
        using var json = File.OpenRead(RepositoryFiles.Data("captures", "truth.json"));
        return JsonSerializer.Deserialize<Dictionary<string, CaptureTruth>>(json, SnakeCase)![name];
    }

    private static TimeSpan At(Line line) => TimeSpan.FromMilliseconds(line.TMs);

    private sealed record Line(double TMs, string? B64, string? End);
}
