using System.Collections.Frozen;
using Ramais.Language;

namespace Ramais.Conversation.Consent;

/// <summary>
/// A phrase of the tables. Words are written as spoken and separated by blanks; <c>a|b</c> is either; a trailing <c>?</c> makes a part
/// optional; a word in capitals is a set of <see cref="WordSets"/>; <c>*</c> is any one word the rules do not know; a leading <c>=</c>
/// takes the phrase only where it is all of its clause, a leading <c>^</c> only where it begins one, a trailing <c>$</c>
/// only where it ends one.
/// </summary>
internal sealed class PhrasePattern
{
    private readonly Part[] _parts;
    private readonly bool _beginsClause;
    private readonly bool _endsClause;

    public PhrasePattern(string written)
    {
        _beginsClause = written[0] is '=' or '^';
        _endsClause = written[0] == '=' || written[^1] == '$';
        _parts = [.. written.TrimStart('=', '^').TrimEnd('$').Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Part.Parse)];
        Written = written;
    }

    public string Written { get; }

    /// <summary>Every word the phrase can begin with; null when it begins with any unknown word.</summary>
    public IEnumerable<string>? FirstWords()
    {
        var first = new HashSet<string>();
        foreach (var part in _parts)
        {
            if (part.Words is null)
                return null;
            first.UnionWith(part.Words);
            if (!part.IsOptional)
                break;
        }
        return first;
    }

    /// <summary>How many words from <paramref name="start"/> on the phrase takes; 0 when it does not fit. A pause ends it.</summary>
    public int Match(ReadOnlySpan<Word> words, int start, FrozenSet<string> known)
    {
        if (_beginsClause && start > 0 && words[start - 1].After == Stop.None)
            return 0;
        var end = EndOf(words, start, start, 0, known);
        return end > start ? end - start : 0;
    }

    private int EndOf(ReadOnlySpan<Word> words, int start, int at, int part, FrozenSet<string> known)
    {
        const int NoFit = -1;
        if (part == _parts.Length)
            return CanEnd(words, start, at) ? at : NoFit;
        var isOpen = at < words.Length && (at == start || words[at - 1].After == Stop.None);
        var end = isOpen && _parts[part].Fits(words[at].Text, known) ? EndOf(words, start, at + 1, part + 1, known) : NoFit;
        if (end == NoFit && isOpen && at > start && WordSets.Transparent.Contains(words[at].Text))
            end = EndOf(words, start, at + 1, part, known) is var beyond && beyond > at + 1 ? beyond : NoFit;
        if (end == NoFit && _parts[part].IsOptional)
            end = EndOf(words, start, at, part + 1, known);
        return end;
    }

    /// <summary>A phrase never ends in "para": that belongs to what follows ("libera | pra mim").</summary>
    private bool CanEnd(ReadOnlySpan<Word> words, int start, int end)
    {
        if (_endsClause && end < words.Length && words[end - 1].After == Stop.None)
            return false;
        return end == start || !WordSets.To.Contains(words[end - 1].Text);
    }

    private readonly record struct Part(FrozenSet<string>? Words, bool IsOptional)
    {
        public static Part Parse(string written)
        {
            var isOptional = written.EndsWith('?');
            var body = isOptional ? written[..^1] : written;
            if (body.Contains('?'))
                throw new InvalidOperationException($"«{written}»: the question mark belongs at the end of the part.");
            return new Part(body == "*" ? null : body.Split('|').SelectMany(WordSets.Expand).ToFrozenSet(StringComparer.Ordinal), isOptional);
        }

        public bool Fits(string word, FrozenSet<string> known) => Words?.Contains(word) ?? !known.Contains(word);
    }
}
