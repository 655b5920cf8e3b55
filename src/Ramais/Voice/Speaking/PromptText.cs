using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Ramais.Voice;

/// <summary>A sentence on its way to becoming sound.</summary>
/// <param name="Key">Its name in the catalogue; names the shipped recording. Lower-case letters, digits, <c>_</c>, <c>.</c> and <c>-</c>.</param>
/// <param name="Text">The whole sentence, variables filled in; may name people, so it is never logged.</param>
/// <param name="FixedText">The same sentence without its variables, as the shipped recording says it; null when <paramref name="Text"/> has none.</param>
/// <param name="Voice">The voice a condominium chose; empty for the usual one.</param>
internal sealed record PromptText(string Key, string Text, string? FixedText, string Voice = "")
{
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>Whether <paramref name="key"/> may name a file: a key never leads out of its folder.</summary>
    public static bool IsValidKey(string key) => key.Length > 0 && !key.AsSpan().ContainsAnyExcept(KeyCharacters);

    /// <summary>What stands for a text in file names and logs, which must not say who visits whom: the SHA-256, in lower-case hexadecimal.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
