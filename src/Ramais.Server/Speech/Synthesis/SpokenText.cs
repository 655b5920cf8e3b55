using System.Text;

namespace Ramais.Server.Speech;

/// <summary>Text as every service can take it.</summary>
internal static class SpokenText
{
    /// <summary>Without control characters and half surrogate pairs, which neither XML nor UTF-8 has.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            plain.Append(Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value is 0xFFFE or 0xFFFF ? " " : rune.ToString());
        return plain.ToString();
    }
}
