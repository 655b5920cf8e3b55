using System.Collections.Frozen;
using Ramais.Language;

namespace Ramais.Conversation.Consent;

/// <summary>Finds the longest phrase of several tables that begins at a word.</summary>
internal sealed class PatternTable
{
    private readonly FrozenDictionary<string, Entry[]> _byFirstWord;
    private readonly FrozenSet<string> _known;

    public PatternTable(params IEnumerable<(Mark Mark, string[] Phrases)> tables)
    {
        var entries = tables.SelectMany(t => t.Phrases.Select(p => new Entry(t.Mark, new PhrasePattern(p)))).ToArray();
        _byFirstWord = entries
            .SelectMany(e => (e.Pattern.FirstWords() ?? throw new InvalidOperationException($"«{e.Pattern.Written}» must begin with a word."))
                .Select(word => (word, e)))
            .GroupBy(p => p.word, p => p.e)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        _known = [.. _byFirstWord.Keys, .. WordSets.All];
    }

    /// <summary>The longest phrase at <paramref name="at"/>; among equals the later mark of <see cref="Mark"/>, which is the more careful one.</summary>
    public (Mark Mark, int Length) LongestAt(ReadOnlySpan<Word> words, int at)
    {
        if (!_byFirstWord.TryGetValue(words[at].Text, out var entries))
            return (Mark.Unknown, 0);
        var best = (Mark: Mark.Unknown, Length: 0);
        foreach (var entry in entries)
        {
            var length = entry.Pattern.Match(words, at, _known);
            if (length > best.Length || (length == best.Length && length > 0 && entry.Mark > best.Mark))
                best = (entry.Mark, length);
        }
        return best;
    }

    private sealed record Entry(Mark Mark, PhrasePattern Pattern);
}
