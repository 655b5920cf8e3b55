using System.Text;

namespace Ramais.Language;

/// <summary>
/// Portuguese letters to plain small ones: "Não" and "NAO" are the same word. The process has no ICU, so string.Normalize and
/// culture-aware comparison can't be relied on; this table stands in for them.
/// </summary>
internal static class LetterFolding
{
    private const string Accented = "àáâãäåāăąçćčďèéêëēėęěğìíîïīįıłñńňòóôõöøōőŕřśšşťùúûüūůűųýÿźżž";
    private const string Unaccented = "aaaaaaaaacccdeeeeeeeegiiiiiiilnnnoooooooorrssstuuuuuuuuyyzzz";

    private static readonly char[] Table = BuildTable();

    /// <summary>The plain small letter, or '\0' for what has no sound of its own: combining marks, soft hyphens, zero-width signs.</summary>
    public static char Fold(char letter)
    {
        if (letter < Table.Length)
            return Table[letter];
        return IsSilent(letter) ? '\0' : char.ToLowerInvariant(letter);
    }

    /// <summary>The whole text folded; everything that is neither letter nor digit stays as it is.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (Fold(letter) is not '\0' and var plain)
                folded.Append(plain);
        }
        return folded.ToString();
    }

    private static char[] BuildTable()
    {
        var table = new char[0x180];
        for (var code = 0; code < table.Length; code++)
            table[code] = char.ToLowerInvariant((char)code);
        for (var at = 0; at < Accented.Length; at++)
        {
            table[Accented[at]] = Unaccented[at];
            table[char.ToUpperInvariant(Accented[at])] = Unaccented[at];
        }
        table['I'] = 'i';
        table['\u00ad'] = '\0';
        return table;
    }

    private static bool IsSilent(char letter) =>
        letter is (>= '\u0300' and <= '\u036f') or (>= '\u200b' and <= '\u200f') or '\u2060' or '\ufeff';
}
