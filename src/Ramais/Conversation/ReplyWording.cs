using System.Text;
using Ramais.Conversation.Visitor;
using Ramais.Directory;
using Ramais.Language;

namespace Ramais.Conversation;

/// <summary>
/// What a visitor may be told in words that are not ours. Only the conversation tells who may enter and whom it found, so a wording that
/// touches on that is not softened but dropped whole: our own sentence is said instead. Pure.
/// </summary>
internal static class ReplyWording
{
    /// <summary>Characters of the longest reply.</summary>
    public const int MaxLength = 300;

    /// <summary>Beginnings of folded words about admission, doors, the resident's answer, presence or orders, and about secrets.</summary>
    private static readonly string[] ForbiddenStems =
    [
        "autoriz", "liber", "permi", "consent", "aprov", "aceit", "concord", "deix", "abr", "abert", "destra", "franq", "porta", "cancela",
        "entra", "entro", "sub", "sobe", "pass", "acess", "ingress", "confirm", "vind", "nega", "nego", "recus", "proib", "impe", "mora",
        "resid", "propriet", "inquilin", "famil", "ausent", "viaj", "saiu", "diss", "respond", "senha", "codig",
    ];

    private static readonly HashSet<string> ForbiddenWords =
        ["entre", "entrem", "casa", "dono", "dona", "donos", "falou", "mandou", "avisou", "pediu", "atendeu", "ele", "ela", "eles", "elas", "sim", "ok", "pode", "podem", "suba"];

    /// <summary>The same where letters or syllables stand apart.</summary>
    private static readonly string[] ForbiddenRuns = ["autoriz", "liberad", "libero", "podeentr", "podesub", "portao", "acesso"];

    /// <summary>The reply as it may be spoken; empty when it may not.</summary>
    /// <param name="reply">As a provider worded it: any text of any length.</param>
    /// <param name="said">The visitor's words. A number or a name that is not in them is not told.</param>
    /// <param name="directory">Whose residents are not to be revealed.</param>
    public static string Allow(string reply, string said, CondominiumDirectory directory)
    {
        if (Plain(reply) is not { Length: > 0 } plain)
            return "";
        var cut = CutAtSentence(plain);
        var words = Words(cut);
        var isAllowed = words.Count > 0 && !words.Any(IsForbidden) && !HidesForbidden(words) && RevealsNothing(words, [.. Words(said)], directory);
        return isAllowed ? cut : "";
    }

    /// <summary>Letters, digits and plain punctuation; null for an alphabet whose letters only look like ours.</summary>
    private static string? Plain(string reply)
    {
        var plain = new StringBuilder(reply.Length);
        foreach (var letter in WithoutTags(reply))
        {
            if (char.IsLetter(letter) && letter > '\u024f')
                return null;
            if (LetterFolding.Fold(letter) == '\0')
                continue;
            var kept = char.IsLetterOrDigit(letter) || letter is '.' or ',' or '!' or '?' or '-' or '\'' ? letter : ' ';
            if (kept != ' ' || (plain.Length > 0 && plain[^1] != ' '))
                plain.Append(kept);
        }
        return plain.ToString().TrimEnd();
    }

    private static string WithoutTags(string text)
    {
        for (var open = text.IndexOf('<', StringComparison.Ordinal); open >= 0; open = text.IndexOf('<', open))
        {
            var close = text.IndexOf('>', open);
            text = close < 0 ? text[..open] : text.Remove(open, close - open + 1);
        }
        return text;
    }

    private static string CutAtSentence(string plain)
    {
        if (plain.Length <= MaxLength)
            return plain;
        var sentence = plain.AsSpan(0, MaxLength).LastIndexOfAny('.', '!', '?');
        var word = plain.AsSpan(0, MaxLength).LastIndexOf(' ');
        return sentence >= 0 ? plain[..(sentence + 1)] : word > 0 ? plain[..word] : "";
    }

    /// <summary>Every word, however many: <see cref="Phrase.Split"/> stops reading where nobody has that much breath.</summary>
    private static List<string> Words(string text) =>
        [.. LetterFolding.Fold(text).Split(text.Where(c => !char.IsLetterOrDigit(c)).Distinct().ToArray(), StringSplitOptions.RemoveEmptyEntries)];

    private static bool IsForbidden(string word) =>
        ForbiddenWords.Contains(word) || ForbiddenStems.Any(stem => word.StartsWith(stem, StringComparison.Ordinal));

    private static bool HidesForbidden(List<string> words)
    {
        var run = string.Concat(words);
        return ForbiddenRuns.Any(hidden => run.Contains(hidden, StringComparison.Ordinal));
    }

    private static bool RevealsNothing(List<string> words, HashSet<string> said, CondominiumDirectory directory)
    {
        var told = words.Where(word => !said.Contains(word)).ToList();
        return !told.Any(IsNumber) && !told.Where(word => !Vocabulary.IsOrdinary(word)).Any(word => IsResident(word, directory));
    }

    private static bool IsNumber(string word) => word.Any(char.IsDigit) || (SpokenNumbers.IsNumberWord(word) && word is not ("um" or "uma"));

    /// <summary>"renatabom" tells of Renata; shorter names lie in too many words.</summary>
    private static bool Hides(string word, string name) => name.Length > 3 && word.Contains(name, StringComparison.Ordinal);

    private static bool IsResident(string word, CondominiumDirectory directory)
    {
        var sound = SoundingName.Of(word);
        return DirectoryIndex.Of(directory).Residents.Any(resident => resident.Names.Any(name =>
            NameSimilarity.Of(sound, name) >= NameSimilarity.Sounds || Hides(word, name.Folded)));
    }
}
