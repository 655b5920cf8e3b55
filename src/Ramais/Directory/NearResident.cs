using Ramais.Language;

namespace Ramais.Directory;

/// <summary>A resident whom a spoken name may mean.</summary>
/// <param name="Resident">The resident.</param>
/// <param name="Near">
/// The one of the resident's names that sounds like the one said; empty when it fits in another way (a nickname). It is all that may be
/// said aloud of somebody whom the visitor has not yet named.
/// </param>
internal readonly record struct NearResident(Resident Resident, string Near)
{
    /// <summary>Finds the name that was meant among the resident's names.</summary>
    /// <param name="resident">The resident.</param>
    /// <param name="spoken">A name as heard, with or without a title.</param>
    public static NearResident Of(Resident resident, string spoken)
    {
        if (ResidentMatcher.FirstName(spoken) is not { } heard)
            return new(resident, "");
        var nearest = resident.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => (Name: name, Score: Nearness(heard, SoundingName.Of(Phrase.Fold(name)))))
            .MaxBy(n => n.Score);
        return new(resident, nearest.Score > 0 ? nearest.Name : "");
    }

    private static double Nearness(SoundingName heard, SoundingName written) =>
        NameSimilarity.BySound(heard, written) is > 0 and var score ? score : NameSimilarity.Resembles(heard, written) ? 0.1 : 0;
}
