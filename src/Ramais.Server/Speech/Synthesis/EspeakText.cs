namespace Ramais.Server.Speech;

/// <summary>
/// Makes a text nothing but a text. espeak-ng takes control characters for embedded commands and double brackets for phonemes; what a
/// visitor said may contain anything.
/// </summary>
internal static class EspeakText
{
    public static string Plain(string text) => string.Create(text.Length, text, static (plain, text) =>
    {
        for (var i = 0; i < plain.Length; i++)
            plain[i] = char.IsControl(text[i]) || text[i] is '[' or ']' ? ' ' : text[i];
    });
}
