using System.Collections.Immutable;
using Ramais.Language;

namespace Ramais.Server.Speech;

/// <summary>
/// What models trained on subtitles write when there is nothing to understand (<c>inventions.pt-BR.txt</c>). Nobody says these at a gate, so
/// a transcript that is nothing else is nothing.
/// </summary>
internal static class Inventions
{
    private static readonly ImmutableHashSet<string> Known = Load();

    /// <summary>Whether <paramref name="transcript"/> is one of them, or one of them over and over, whatever its capitals, accents and punctuation.</summary>
    public static bool Contains(string transcript)
    {
        var words = Words(transcript);
        return words.Length == 0 || IsDescription(transcript.Trim()) || Known.Contains(string.Join(' ', words)) || IsRepetition(words);
    }

    /// <summary>"[Música]", "(risos)": what is heard, not what is said.</summary>
    private static bool IsDescription(string text) => text is ['[', .., ']'] or ['(', .., ')'] or ['*', .., '*'];

    private static bool IsRepetition(ReadOnlySpan<string> words)
    {
        for (var length = 1; length <= words.Length / 2; length++)
        {
            if (words.Length % length == 0 && Repeats(words, length) && Known.Contains(string.Join(' ', words[..length])))
                return true;
        }
        return false;
    }

    private static bool Repeats(ReadOnlySpan<string> words, int length)
    {
        for (var at = length; at < words.Length; at += length)
        {
            if (!words.Slice(at, length).SequenceEqual(words[..length]))
                return false;
        }
        return true;
    }

    private static string[] Words(string text) =>
        string.Concat(LetterFolding.Fold(text).Select(c => char.IsLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static ImmutableHashSet<string> Load()
    {
        using var resource = typeof(Inventions).Assembly.GetManifestResourceStream("inventions.pt-BR.txt")!;
        using var lines = new StreamReader(resource);
        return [.. lines.ReadToEnd().Split('\n').Where(line => !line.StartsWith('#')).Select(line => string.Join(' ', Words(line))).Where(line => line.Length > 0)];
    }
}
