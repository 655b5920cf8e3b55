using System.Collections.Frozen;
using System.Runtime.InteropServices;
using Ramais.Language;

namespace Ramais.Conversation.Consent;

/// <summary>From words to spans: people and places first, then the longest phrases of the tables, then negation and question marks.</summary>
internal static class Reading
{
    private static readonly PatternTable Table = new(
        (Mark.Permit, Approvals.Permits), (Mark.Let, Approvals.Lets), (Mark.Assent, Approvals.Assents),
        (Mark.Refuse, Refusals.Firm), (Mark.Disown, Refusals.Disowns),
        (Mark.Ask, Questions.Asks), (Mark.Again, Questions.Repeats), (Mark.Hold, Questions.Waits),
        (Mark.Doubt, Asides.Doubts), (Mark.Aside, Asides.Others),
        (Mark.Harmless, Asides.Harmless), (Mark.Hello, Asides.Hellos), (Mark.Echo, Asides.Echoes), (Mark.Where, Asides.Wheres));

    private static readonly FrozenSet<string> Negators = WordSets.Fold(
        "não num naum nãum nau n ñ nem nunca jamais tampouco ninguém nenhum nenhuma nada sem nanão nope");

    private static readonly FrozenSet<string> Topics = WordSets.Fold(
        $"{WordSets.Person} {WordSets.Pronoun} {WordSets.Thing} {WordSets.Place} {WordSets.Inside} mim nós autorizar liberar nome");

    private static readonly FrozenSet<string> Hesitations = WordSets.Fold("eh ah ahn ahm hã han hum hm uh uhm oh ih");

    private static readonly FrozenSet<string> SoftWords = WordSets.Fold("tá viu ok okay beleza bom bem certo por favor gentileza");

    public static List<Span> Of(string text)
    {
        var words = CollectionsMarshal.AsSpan(NounChunks.Join(WithoutRepeats(WithoutHesitations(Phrase.Split(text)))));
        var spans = new List<Span>(words.Length);
        for (var at = 0; at < words.Length;)
        {
            var (mark, length) = MarkAt(words, at);
            spans.Add(SpanOf(mark, words.Slice(at, length)));
            at += length;
        }
        Negation.Apply(spans);
        Interrogation.Apply(spans);
        return spans;
    }

    private static (Mark Mark, int Length) MarkAt(ReadOnlySpan<Word> words, int at)
    {
        var (mark, length) = Table.LongestAt(words, at);
        if (length <= 1 && Negators.Contains(words[at].Text) && mark != Mark.Refuse)
            return (Mark.Negator, 1);
        if (length == 0)
            return (WordSets.Transparent.Contains(words[at].Text) ? Mark.Harmless : Mark.Unknown, 1);
        return (mark, length);
    }

    private static Span SpanOf(Mark mark, ReadOnlySpan<Word> words)
    {
        var (isAbout, isSoft) = (false, true);
        foreach (var word in words)
        {
            isAbout |= Topics.Contains(word.Text);
            isSoft &= SoftWords.Contains(word.Text);
        }
        return new Span(mark, words[^1].After, Negators.Contains(words[0].Text), isAbout, isSoft);
    }

    /// <summary>
    /// Takes out the sounds of somebody thinking, and the commas after them: they neither join nor part what stands around them. A reply
    /// that is nothing else is kept.
    /// </summary>
    private static List<Word> WithoutHesitations(List<Word> words)
    {
        var kept = new List<Word>(words.Count);
        foreach (var word in words)
        {
            if (!Hesitations.Contains(word.Text))
                kept.Add(word);
            else if (kept.Count > 0 && word.After == Stop.Question)
                kept[^1] = kept[^1] with { After = Stop.Question };
        }
        return kept.Count > 0 ? kept : words;
    }

    /// <summary>"pode pode entrar": recognisers and people repeat.</summary>
    private static List<Word> WithoutRepeats(List<Word> words)
    {
        var kept = new List<Word>(words.Count);
        foreach (var word in words)
        {
            if (kept.Count > 0 && kept[^1].Text == word.Text && kept[^1].After != Stop.Question && !word.IsNumber)
                kept[^1] = word;
            else
                kept.Add(word);
        }
        return kept;
    }
}
