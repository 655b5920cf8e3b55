using System.Collections.Immutable;

namespace Ramais.Voice;

/// <summary>
/// Cuts a text into the sentences that are spoken one after the other. Pure. Where a full stop may be something else (an abbreviation, a
/// number, an initial) nothing is cut: two sentences spoken as one cost half a second once, half a sentence spoken alone sounds wrong always.
/// </summary>
internal static class Sentences
{
    /// <summary>Shorter ones ("Certo.", "Olá!") join the next: a request of their own would cost more than it saves.</summary>
    private const int Shortest = 12;

    private static readonly ImmutableHashSet<string> Abbreviations = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "sr", "sra", "srta", "dr", "dra", "prof", "profa", "eng", "arq", "av", "al", "pç", "pça", "trav", "rod", "ed", "cond", "res", "apto", "ap", "apt",
        "bl", "qd", "lt", "cj", "conj", "n", "nº", "no", "num", "tel", "cel", "st", "sto", "sta", "pe", "exmo", "ltda", "cia", "etc", "jr", "min", "seg");

    /// <summary>The sentences in order, without the spaces between them; the text itself when it is one.</summary>
    public static ImmutableArray<string> Split(string text)
    {
        var sentences = ImmutableArray.CreateBuilder<string>();
        var start = 0;
        for (var at = 0; at < text.Length - 1; at++)
        {
            if (!IsEnd(text, start, at) || at + 1 - start < Shortest || text.Length - at - 1 < Shortest)
                continue;
            sentences.Add(text[start..(at + 1)].Trim());
            start = at + 1;
        }
        sentences.Add(text[start..].Trim());
        return sentences.ToImmutable();
    }

    /// <summary>A mark that ends sentences, before a space and whatever may begin one.</summary>
    private static bool IsEnd(string text, int start, int at)
    {
        if (text[at] is not ('.' or '!' or '?' or '…') || text[at + 1] != ' ')
            return false;
        var next = text.AsSpan(at + 1).TrimStart(' ');
        return !next.IsEmpty && (char.IsUpper(next[0]) || char.IsDigit(next[0])) && (text[at] != '.' || !IsAbbreviation(text[start..at], next[0]));
    }

    private static bool IsAbbreviation(string before, char next)
    {
        var word = before[(before.LastIndexOfAny([' ', '(', '\'', '-', '.']) + 1)..];
        if (word.Length == 1 && char.IsLetter(word[0]))
            return true; // an initial: "João P. Souza", "B. 12"
        if (char.IsDigit(next) && word.Length > 0 && char.IsDigit(word[^1]))
            return true; // "1. 500": a number that was taken apart
        return Abbreviations.Contains(word);
    }
}
