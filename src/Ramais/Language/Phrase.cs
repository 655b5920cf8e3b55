using System.Buffers;

namespace Ramais.Language;

/// <summary>Cuts what a recogniser wrote into words, whatever its habits with accents, capitals and punctuation are.</summary>
internal static class Phrase
{
    /// <summary>Nobody says more than this in one breath; what comes after is not read, so that time stays bounded.</summary>
    public const int MaxWords = 80;

    /// <summary>What a drawn-out vowel becomes.</summary>
    private const string Hesitation = "eh";

    private static readonly SearchValues<char> Pauses = SearchValues.Create(",;:.!…—–\n\r");

    /// <summary>The words of <paramref name="text"/> in order, at most <see cref="MaxWords"/>.</summary>
    public static List<Word> Split(string text)
    {
        var words = new List<Word>(12);
        var at = 0;
        while (at < text.Length && words.Count < MaxWords)
        {
            var start = at;
            while (at < text.Length && IsPartOfWord(text, at))
                at++;
            if (at > start)
                Add(words, text, start, at);
            else
                Mark(words, text[at++]);
        }
        return words;
    }

    /// <summary>One word as it would come out of <see cref="Split"/>: tables are written in plain Portuguese and folded with this.</summary>
    public static string Fold(string word) => Shorten(word);

    private static bool IsPartOfWord(string text, int at)
    {
        var letter = text[at];
        if (char.IsLetterOrDigit(letter) || LetterFolding.Fold(letter) == '\0')
            return true;
        // "1.204" is one number, "d'água" one word.
        if (at == 0 || at + 1 == text.Length)
            return false;
        return letter == '.'
            ? char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1])
            : letter is '\'' or '’' && char.IsLetter(text[at - 1]) && char.IsLetter(text[at + 1]);
    }

    private static void Add(List<Word> words, string text, int start, int end)
    {
        // "bloco B11" and "11B" come as one word; the letter and the number are two.
        for (var cut = start + 1; cut < end; cut++)
        {
            var (before, after) = (text[cut - 1], text[cut]);
            if ((!char.IsAsciiDigit(before) || !char.IsLetter(after)) && (!char.IsLetter(before) || !char.IsAsciiDigit(after)))
                continue;
            AddOne(words, text[start..cut]);
            start = cut;
        }
        AddOne(words, text[start..end]);
    }

    private static void AddOne(List<Word> words, string surface)
    {
        if (Shorten(surface) is { Length: > 0 } folded)
            words.Add(new Word(IsDrawn(surface, folded) ? Hesitation : folded, surface, Stop.None));
    }

    private static void Mark(List<Word> words, char sign)
    {
        if (words.Count == 0)
            return;
        var stop = sign == '?' ? Stop.Question : Pauses.Contains(sign) ? Stop.Pause : Stop.None;
        if (stop > words[^1].After)
            words[^1] = words[^1] with { After = stop };
    }

    /// <summary>Folds, and shortens what was stretched ("siiim"). Only r and s are ever doubled in Portuguese, inside a word.</summary>
    private static string Shorten(string surface)
    {
        Span<char> kept = surface.Length <= 64 ? stackalloc char[surface.Length] : new char[surface.Length];
        var length = 0;
        foreach (var letter in surface)
        {
            var plain = LetterFolding.Fold(letter);
            if (char.IsLetterOrDigit(plain) && !IsStretched(kept[..length], plain))
                kept[length++] = plain;
        }
        return new string(kept[..length]);
    }

    /// <summary>"ééé" is somebody thinking, not the verb "é".</summary>
    private static bool IsDrawn(string surface, string folded) => surface.Length > 2 && folded is "e" or "a" or "h" or "m";

    private static bool IsStretched(ReadOnlySpan<char> before, char letter)
    {
        if (before.Length == 0 || before[^1] != letter || char.IsAsciiDigit(letter))
            return false;
        return letter is not ('r' or 's') || before.Length == 1 || before[^2] == letter;
    }
}
