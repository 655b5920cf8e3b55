using System.Collections.Immutable;

namespace Ramais.Calls;

/// <summary>Finds in a transcript what the resident decided with.</summary>
internal static class ResidentAnswer
{
    /// <param name="transcript">Up to the decision.</param>
    /// <param name="by">key, voice or both.</param>
    /// <returns>The words, the key in brackets, or the one and the other; empty when the transcript has none.</returns>
    public static string Of(ImmutableArray<SpokenLine> transcript, string by)
    {
        var said = transcript.Where(line => line is { Leg: LegRole.Resident, Speaker: "resident" }).Select(line => line.Text).ToList();
        var answers = new[] { by == "key" ? null : said.FindLast(text => !IsKey(text)), by == "voice" ? null : said.FindLast(IsKey) };
        return string.Join(' ', answers.Where(text => text is not null));
    }

    private static bool IsKey(string text) => text is ['[', _, ']'];
}
