using System.Collections.Immutable;
using Ramais.Language;

namespace Ramais.Directory;

/// <summary>
/// Finds the resident whom a spoken name means, among the residents of one condominium only. The first spoken name must be the resident's
/// first name (or, where the words allow it, a family name), and every further spoken name must fit one further name in order: who says
/// "Wellington Dias" means Wellington Dias Furtado, who says "Wellington Souza" does not.
/// </summary>
internal static class ResidentMatcher
{
    /// <summary>Beneath this a name is another name.</summary>
    private const double Enough = 0.8;

    /// <summary>Candidates this close to the best are asked about, not guessed.</summary>
    private const double Margin = 0.06;

    private static readonly HashSet<string> Titles = ["seu", "dona", "doutor", "doutora", "dr", "dra", "sr", "sra", "senhor", "senhora"];

    /// <summary>Matches <paramref name="spoken"/> against every resident of <paramref name="directory"/>.</summary>
    /// <param name="directory">The only condominium looked at.</param>
    /// <param name="spoken">A name as heard, with or without a title.</param>
    /// <param name="apartment">The apartment named beside it, as the directory writes it; it settles a tie and nothing else.</param>
    public static ResidentMatch Match(CondominiumDirectory directory, string spoken, string apartment = "")
    {
        var heard = Names(spoken, out var hasTitle);
        if (heard.Length == 0)
            return ResidentMatch.None.Instance;
        var ranked = Rank(directory, heard, apartment, hasTitle);
        if (ranked.Length == 0)
            return ResidentMatch.None.Instance;
        var near = ranked.Where(r => r.Score >= ranked[0].Score - Margin).Select(r => r.Resident).ToImmutableArray();
        var inApartment = near.Where(r => r.Apartment.Number == apartment).ToImmutableArray();
        var likeliest = inApartment.Length > 0 ? inApartment : near;
        return likeliest.Length == 1 ? new ResidentMatch.One(likeliest[0]) : new ResidentMatch.Several(likeliest);
    }

    /// <summary>
    /// Residents whose first name a recogniser that erred a little more may have meant, and whose further names fit. They are asked about,
    /// never rung; one alone is nobody, because asking "Marcelo?" would tell a stranger that he lives here.
    /// </summary>
    public static ImmutableArray<Resident> Resembling(CondominiumDirectory directory, string spoken)
    {
        var heard = Names(spoken, out _);
        if (heard.Length == 0)
            return [];
        var near = DirectoryIndex.Of(directory).Residents
            .Where(r => r.Names.Length > 0 && NameSimilarity.Resembles(heard[0], r.Names[0]) && (heard.Length == 1 || Score(heard[1..], r.Names, true) > 0))
            .Select(r => r.Resident).ToImmutableArray();
        return near.Length > 1 ? near : [];
    }

    /// <summary>The first name in what was said, titles left out; null when there is none.</summary>
    public static SoundingName? FirstName(string spoken) => Names(spoken, out _) is [var first, ..] ? first : null;

    private static (Resident Resident, double Score)[] Rank(
        CondominiumDirectory directory, SoundingName[] heard, string apartment, bool hasTitle) =>
        [.. DirectoryIndex.Of(directory).Residents
            .Select(r => (r.Resident, Score: Score(heard, r.Names, hasTitle || r.Resident.Apartment.Number == apartment)))
            .Where(r => r.Score >= Enough)
            .OrderByDescending(r => r.Score)];

    /// <summary>The worst fit of the spoken names, or 0. A later name alone counts only with a title ("seu Tavares") or in the apartment named.</summary>
    private static double Score(SoundingName[] heard, SoundingName[] written, bool allowsLaterName)
    {
        var (score, at) = (1.0, 0);
        for (var spoken = 0; spoken < heard.Length; spoken++)
        {
            var isFree = spoken > 0 || allowsLaterName;
            var fit = isFree ? BestFrom(heard[spoken], written, ref at) : At(heard[spoken], written, ref at);
            score = Math.Min(score, fit);
        }
        return score;
    }

    private static double At(SoundingName heard, SoundingName[] written, ref int at) =>
        at < written.Length ? NameSimilarity.Of(heard, written[at++]) : 0;

    private static double BestFrom(SoundingName heard, SoundingName[] written, ref int at)
    {
        var (best, from) = (0.0, at);
        for (var i = from; i < written.Length; i++)
        {
            // The first name is the one people use: a later name is a little less likely.
            var fit = NameSimilarity.Of(heard, written[i]) - (i > 0 && from == 0 ? 0.1 : 0);
            if (fit > best)
                (best, at) = (fit, i + 1);
        }
        return best;
    }

    private static SoundingName[] Names(string text, out bool hasTitle)
    {
        var words = Phrase.Split(text);
        hasTitle = words.Count > 1 && Titles.Contains(words[0].Text);
        return DirectoryIndex.NamesOf(words.SkipWhile(w => Titles.Contains(w.Text)));
    }
}
