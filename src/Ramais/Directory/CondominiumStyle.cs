using System.Buffers;
using System.Collections.Immutable;
using Ramais.Voice;

namespace Ramais.Directory;

/// <summary>
/// The greeting and the voice of a condominium, as its entry of the directory has them. A value that cannot be used is reported and costs
/// nothing but itself: the usual words and the usual voice take its place.
/// </summary>
internal static class CondominiumStyle
{
    private const int LongestGreeting = 160;
    private const string Name = "{condominium}";

    private static readonly SearchValues<char> Punctuation = SearchValues.Create(" .,;:!?'-ºª");

    public static string Greeting(string written, string where, ImmutableArray<string>.Builder faults)
    {
        if (written.Length == 0)
            return "";
        if (written.Length > LongestGreeting)
            faults.Add($"{where}: «greeting» tem {written.Length} caracteres e o limite é {LongestGreeting}; vale a saudação padrão");
        else if (!written.Replace(Name, "", StringComparison.Ordinal).All(IsSpoken))
            faults.Add($"{where}: «greeting» só pode ter letras, números, pontuação simples e {Name}; vale a saudação padrão");
        else
            return written;
        return "";
    }

    public static string Voice(string written, string where, ImmutableArray<string>.Builder faults)
    {
        if (written.Length == 0 || VoiceName.IsValid(written))
            return written;
        faults.Add($"{where}: «voice» não é uma voz; use pt-br ou uma variante do espeak-ng, como pt-br+f3; vale a voz padrão");
        return "";
    }

    private static bool IsSpoken(char letter) => char.IsLetterOrDigit(letter) || Punctuation.Contains(letter);
}
