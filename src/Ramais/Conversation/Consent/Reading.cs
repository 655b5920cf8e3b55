using Ramais.Language;

namespace Ramais.Conversation.Consent;

/// <summary>From words to spans: people and places first, then the longest phrases of the tables, then negation and question marks.</summary>
internal static class Reading
{
    private static readonly PatternTable Table = new(
        (Mark.Permit, Approvals.Permits), (Mark.Assent, Approvals.Assents),
        (Mark.Refuse, Refusals.Firm), (Mark.Disown, Refusals.Disowns),
        (Mark.Ask, Questions.Asks), (Mark.Again, Questions.Repeats), (Mark.Hold, Questions.Waits),
        (Mark.Doubt, Asides.Doubts), (Mark.Aside, Asides.Others), (Mark.Harmless, Asides.Harmless));

    private static readonly System.Collections.Frozen.FrozenSet<string> Negators =
        [.. WordSets.Expand("NAO"), .. WordSets.Fold("ninguém nenhum nenhuma nada sem nã nanão nope")];

    public static List<Span> Of(string text)
    {
        var words = NounChunks.Join(WithoutRepeats(Phrase.Split(text)));
        var spans = new List<Span>(words.Count);
        var view = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(words);
        for (var at = 0; at < words.Count;)
        {
            var (mark, length) = Table.LongestAt(view, at);
            if (length <= 1 && Negators.Contains(words[at].Text) && mark != Mark.Refuse)
                (mark, length) = (Mark.Negator, 1);
            else if (length == 0)
                (mark, length) = (WordSets.Transparent.Contains(words[at].Text) ? Mark.Harmless : Mark.Unknown, 1);
            spans.Add(new Span(mark, words[at + length - 1].After, Negators.Contains(words[at].Text)));
            at += length;
        }
        Negation.Apply(spans);
        Interrogation.Apply(spans, words);
        return spans;
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
