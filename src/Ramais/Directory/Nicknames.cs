using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ramais.Language;

namespace Ramais.Directory;

/// <summary>
/// Which given names a Brazilian nickname may stand for: a table (<c>nicknames.pt-BR.json</c>) for those that nobody could derive ("Zé",
/// "Chico", "Beto"), a rule for diminutives ("Paulinho", "Marquinhos", "Terezinha").
/// </summary>
internal static class Nicknames
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> KeysOf = Load();
    private static readonly string[] Diminutives = ["zinho", "zinha", "inhos", "inhas", "inho", "inha"];

    /// <summary>Whether the folded word is in the table.</summary>
    public static bool Contains(string folded) => KeysOf.ContainsKey(folded);

    /// <summary>Whether <paramref name="spoken"/> may be what friends call somebody whose name is <paramref name="written"/>.</summary>
    public static bool Fit(SoundingName spoken, SoundingName written) =>
        (KeysOf.TryGetValue(spoken.Folded, out var keys) && keys.Contains(written.Key)) || IsDiminutive(spoken.Folded, written);

    private static bool IsDiminutive(string spoken, SoundingName written) =>
        Array.Exists(Diminutives, ending => spoken.EndsWith(ending, StringComparison.Ordinal) && IsDiminutive(spoken[..^ending.Length], ending, written));

    /// <summary>"Marquinhos" is "marqu" and an ending, and "marqu" sounds like Marcos without his.</summary>
    private static bool IsDiminutive(string stem, string ending, SoundingName written)
    {
        var isFeminine = ending.TrimEnd('s')[^1] == 'a';
        if (stem.Length < 2 || written.Folded.TrimEnd('s') is not [.., var last] || last == (isFeminine ? 'o' : 'a'))
            return false;
        // The ending's vowel decides how the stem is read ("marqu" before i is "marc" before o); any soft one does.
        var sound = PhoneticKey.Of(stem + 'e')[..^1];
        return sound.Length >= 2 && (sound == written.Key || sound == written.Key.TrimEnd('s').TrimEnd('a', 'e', 'i', 'o'));
    }

    private static FrozenDictionary<string, FrozenSet<string>> Load()
    {
        using var stream = typeof(Nicknames).Assembly.GetManifestResourceStream("nicknames.pt-BR.json")!;
        var file = JsonSerializer.Deserialize(stream, NicknameFileJson.Default.NicknameFile)!;
        return file.Nicknames.ToFrozenDictionary(
            entry => Phrase.Fold(entry.Key), entry => entry.Value.Select(PhoneticKey.Of).ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}

internal sealed record NicknameFile(string Version, Dictionary<string, string[]> Nicknames);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NicknameFile))]
internal sealed partial class NicknameFileJson : JsonSerializerContext;
