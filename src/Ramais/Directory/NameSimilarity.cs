using F23.StringSimilarity;

namespace Ramais.Directory;

/// <summary>How well one spoken name fits one written name, from 0 (another name) to 1 (the same).</summary>
internal static class NameSimilarity
{
    /// <summary>Spelt alike but for accents and capitals.</summary>
    public const double Same = 1.0;

    /// <summary>Sounds alike.</summary>
    public const double Sounds = 0.95;

    /// <summary>What friends call somebody of that name. Under a resident who is really called so by more than the matcher's margin.</summary>
    public const double Nickname = 0.93;

    private static readonly JaroWinkler Distance = new();
    private static readonly Levenshtein Edits = new();

    public static double Of(SoundingName spoken, SoundingName written)
    {
        var bySound = BySound(spoken, written);
        return bySound < Nickname && Nicknames.Fit(spoken, written) ? Nickname : bySound;
    }

    /// <summary>The same without nicknames.</summary>
    public static double BySound(SoundingName spoken, SoundingName written)
    {
        if (spoken.Folded == written.Folded)
            return Same;
        if (spoken.Key == written.Key)
            return Sounds;
        return IsNear(spoken.Key, written.Key, spare: 0) ? 0.9 * Distance.Similarity(spoken.Key, written.Key) : 0;
    }

    /// <summary>Whether a recogniser that erred by one sound more may have meant this name: near enough to ask, too far to ring.</summary>
    public static bool Resembles(SoundingName spoken, SoundingName written) => IsNear(spoken.Key, written.Key, spare: 1);

    /// <summary>A recogniser errs by a sound or two, not at the beginning, and never so that Mário becomes Maria.</summary>
    private static bool IsNear(string heard, string kept, int spare)
    {
        if (heard.Length < 4 || kept.Length < 4 || heard[0] != kept[0])
            return false;
        var edits = Edits.Distance(heard, kept);
        return edits <= (Math.Min(heard.Length, kept.Length) >= 7 ? 2 : 1) + spare && SameGender(heard[^1], kept[^1]);
    }

    private static bool SameGender(char heard, char kept) => heard == kept || !(heard is 'a' or 'o' && kept is 'a' or 'o');
}
