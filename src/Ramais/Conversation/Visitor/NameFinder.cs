using System.Collections.Frozen;
using Ramais.Directory;
using Ramais.Language;

namespace Ramais.Conversation.Visitor;

/// <summary>Finds the names in a phrase, and whose they are by the words before them.</summary>
internal static class NameFinder
{
    private const int LongestName = 5;

    private static readonly FrozenSet<string> Particles = Vocabulary.Fold("da de do das dos e");
    private static readonly FrozenSet<string> ResidentCues = Vocabulary.Fold("""
        para pra pro pros pras ao com ver visitar encontrar chamar chama procurar procurando procuro buscar pegar morador moradora
        destinatário destinatária à
        """);
    private static readonly FrozenSet<string> VisitorCues = Vocabulary.Fold("sou chamo aqui fala falando");
    private static readonly FrozenSet<string> BelongToResidents =
        [.. Vocabulary.Relatives, .. Vocabulary.Fold("nome casa apartamento apê aniversário festa")];

    private static readonly FrozenSet<string> OriginCues = Vocabulary.Fold("do da dos das de");

    /// <summary>The names of <paramref name="words"/>, in order.</summary>
    public static List<NameRun> Find(IReadOnlyList<Word> words, CondominiumDirectory directory, Asked asked)
    {
        var known = DirectoryIndex.Of(directory).NameKeys;
        var isCased = words.Any(w => char.IsUpper(w.Surface[0])) && !words.All(w => char.IsUpper(w.Surface[0]) || w.IsNumber);
        var runs = new List<NameRun>();
        for (var at = 0; at < words.Count;)
        {
            var role = RoleAt(words, at, asked);
            var end = EndOfName(words, at, IsSlot(words, at, role, asked), isCased, known);
            if (end > at)
                runs.Add(Run(words, at, end, runs.Count > 0 && IsJoined(words, at) ? runs[^1].Role : role));
            at = Math.Max(end, at + 1);
        }
        return runs;
    }

    private static NameRun Run(IReadOnlyList<Word> words, int start, int end, NameRole role)
    {
        var from = start > 0 && Vocabulary.Titles.Contains(words[start - 1].Text) && words[start - 1].After == Stop.None ? start - 1 : start;
        var parts = Enumerable.Range(from, end - from).Select(at => at < start ? words[at].Surface : Capital(words[at]));
        return new NameRun(from, end, string.Join(' ', parts), role);
    }

    /// <summary>Where the sentence or the question calls for a name, any word that is not ordinary is one.</summary>
    private static bool IsSlot(IReadOnlyList<Word> words, int start, NameRole role, Asked asked) =>
        role is NameRole.Visitor or NameRole.Resident || asked == Asked.Name && role == NameRole.Open
        || (start > 0 && Vocabulary.Titles.Contains(words[start - 1].Text));

    private static int EndOfName(IReadOnlyList<Word> words, int start, bool slot, bool isCased, FrozenSet<string> known)
    {
        // "Zé Delivery" brings beer.
        if (start + 1 < words.Count && words[start + 1].Text == "delivery")
            return start;
        if (!IsName(words[start], isCased, known) && !(slot && !Vocabulary.IsOrdinary(words[start].Text) && words[start].Text.Length > 1))
            return start;
        var end = start + 1;
        while (end < words.Count && end - start < LongestName && words[end - 1].After == Stop.None)
        {
            if (IsName(words[end], isCased, known) || Surnames.Contains(words[end].Text))
                end++;
            else if (Particles.Contains(words[end].Text) && words[end].After == Stop.None
                && end + 1 < words.Count && Surnames.Contains(words[end + 1].Text))
                end += 2;
            else
                break;
        }
        return end;
    }

    /// <summary>A common name, a name of the directory, or a word with a capital that is no ordinary word.</summary>
    private static bool IsName(Word word, bool isCased, FrozenSet<string> known)
    {
        if ((CommonNames.Contains(word.Text) || (word.Text.Length > 2 && Nicknames.Contains(word.Text))) && !Vocabulary.IsOrdinary(word.Text))
            return true;
        if (Vocabulary.IsOrdinary(word.Text) || word.Text.Length < 2)
            return false;
        return (isCased && char.IsUpper(word.Surface[0])) || known.Contains(PhoneticKey.Of(word.Text));
    }

    /// <summary>Reads backwards from a name over articles, titles and trades to the word that says whose it is.</summary>
    private static NameRole RoleAt(IReadOnlyList<Word> words, int start, Asked asked)
    {
        var at = start - 1;
        while (at >= 0 && words[at].After == Stop.None && IsSkipped(words[at].Text))
            at--;
        if (at < 0 || words[at].After != Stop.None)
            return NameRole.Open;
        var cue = words[at].Text;
        if (at == start - 1 && Vocabulary.Carriers.Contains(cue))
            return NameRole.Origin;
        if (OriginCues.Contains(cue))
            return at > 0 && BelongToResidents.Contains(words[at - 1].Text) ? NameRole.Resident : NameRole.Origin;
        if (ResidentCues.Contains(cue))
            return NameRole.Resident;
        if (VisitorCues.Contains(cue))
            return NameRole.Visitor;
        return cue == "e" && !IsConjunction(words, at) ? Is(words, at, asked) : NameRole.Open;
    }

    private static bool IsSkipped(string word) =>
        Vocabulary.Determiners.Contains(word) || Vocabulary.Titles.Contains(word)
        || Vocabulary.Trades.Contains(word) || Vocabulary.Couriers.Contains(word) || word is "eu" or "mesmo";

    /// <summary>"é": "meu nome é", "o nome dela é", "aqui é"; and alone, the answer to what was asked.</summary>
    private static NameRole Is(IReadOnlyList<Word> words, int at, Asked asked)
    {
        for (var back = at - 1; back >= 0 && back >= at - 3; back--)
        {
            if (words[back].Text is "dele" or "dela" or "morador" or "moradora" or "destinatario" or "destinataria")
                return NameRole.Resident;
            if (words[back].Text is "nome" or "aqui" or "fala" or "eu")
                return NameRole.Visitor;
        }
        return asked == Asked.Apartment ? NameRole.Resident : NameRole.Visitor;
    }

    /// <summary>"eu e o Pedro": written without an accent, between two words of one clause.</summary>
    private static bool IsConjunction(IReadOnlyList<Word> words, int at) =>
        words[at].Surface is "e" or "E" && at > 0 && words[at - 1].After == Stop.None
        && words[at - 1].Text is not ("nome" or "aqui" or "fala" or "dele" or "dela" or "que");

    /// <summary>"para a Renata e o Daniel": the second is whose the first is.</summary>
    private static bool IsJoined(IReadOnlyList<Word> words, int start)
    {
        var at = start - 1;
        while (at >= 0 && Vocabulary.Determiners.Contains(words[at].Text) && words[at].After == Stop.None)
            at--;
        return at > 0 && words[at].Text is "e" or "ou" && words[at].After == Stop.None && IsConjunction(words, at);
    }

    private static string Capital(Word word) =>
        Particles.Contains(word.Text) || char.IsUpper(word.Surface[0]) && word.Surface.Length > 1 && !char.IsUpper(word.Surface[1])
            ? word.Surface
            : char.ToUpperInvariant(word.Surface[0]) + word.Surface[1..].ToLowerInvariant();
}
