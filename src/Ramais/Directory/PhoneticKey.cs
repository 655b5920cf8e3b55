using System.Text;
using Ramais.Language;

namespace Ramais.Directory;

/// <summary>
/// How a Brazilian name sounds, so that spellings of one sound have one key: Thiago and Tiago, Queirós and Queiroz, Wellington and
/// Uélinton, Kauã and Cauã, Philippe and Felipe. Letters are folded and doubled ones joined first; the rules below go from left to right.
/// </summary>
internal static class PhoneticKey
{
    /// <summary>The key of one name.</summary>
    public static string Of(string name)
    {
        var letters = Phrase.Fold(name);
        var key = new StringBuilder(letters.Length);
        for (var at = 0; at < letters.Length;)
        {
            var (sound, taken) = SoundAt(letters, at);
            if (sound.Length > 0 && !(key.Length > 0 && key[^1] == sound[0]))
                key.Append(sound);
            at += taken;
        }
        return Ending(key.ToString());
    }

    private static (string Sound, int Taken) SoundAt(string name, int at)
    {
        var next = at + 1 < name.Length ? name[at + 1] : '\0';
        var isFirst = at == 0;
        return name[at] switch
        {
            'p' when next == 'h' => ("f", 2),
            'l' when next == 'h' => ("L", 2),
            'n' when next == 'h' => ("N", 2),
            's' when next == 'h' => ("x", 2),
            's' when next == 'c' && IsSoft(name, at + 2) => ("s", 2),
            'c' when next is 't' => ("", 1),
            'g' when next is 't' || (next is '\0' && at > 0 && name[at - 1] == 'n') => ("", 1),
            'c' when next == 'h' => name.AsSpan(at + 2) is ['r', ..] or [] ? ("k", 2) : ("x", 2),
            'c' when IsSoft(name, at + 1) => ("s", 1),
            'c' or 'k' when next == 'k' => ("k", 2),
            'c' or 'k' or 'q' when next == 'u' && name[at] == 'q' && IsSoft(name, at + 2) => ("k", 2),
            'c' or 'k' or 'q' => ("k", 1),
            'g' when next == 'u' && IsSoft(name, at + 2) => ("g", 2),
            'g' when IsSoft(name, at + 1) => ("j", 1),
            'd' when next == 'j' => ("j", 2),
            'w' => (StartsEnglish(name, at) ? "u" : "v", 1),
            'y' => ("i", 1),
            'z' => ("s", 1),
            'x' when !isFirst && next is '\0' => ("s", 1),
            'm' when next is not '\0' && IsConsonant(next) => ("n", 1),
            'm' when next is '\0' => ("n", 1),
            'l' when next is '\0' || (IsConsonant(next) && next != 'l') => ("u", 1),
            'h' => ("", 1),
            // A vowel takes after the stressed "i" that follows: Felipe and Filipe, Denise and Dinise.
            'e' when IsConsonant(next) && at + 2 < name.Length && name[at + 2] == 'i' => ("i", 1),
            var other => (other.ToString(), 1),
        };
    }

    /// <summary>Wellington and Wesley are said with u; Walter and Wagner with v.</summary>
    private static bool StartsEnglish(string name, int at) => at + 1 < name.Length && name[at + 1] is 'e' or 'i' or 'y';

    private static bool IsSoft(string name, int at) => at < name.Length && name[at] is 'e' or 'i' or 'y';

    private static bool IsConsonant(char letter) =>
        char.IsAsciiLetterLower(letter) && letter is not ('a' or 'e' or 'i' or 'o' or 'u' or 'y' or 'h');

    /// <summary>Unstressed endings melt: Philippe and Filipi, Wesley and Uéslei; a last "n" or "m" only colours the vowel.</summary>
    private static string Ending(string key)
    {
        if (key.EndsWith("ei", StringComparison.Ordinal))
            return key[..^2] + "i";
        return key.Length > 2 && key[^1] == 'e' ? key[..^1] + "i" : key;
    }
}
