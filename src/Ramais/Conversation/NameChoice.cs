using System.Collections.Frozen;
using System.Collections.Immutable;
using Ramais.Directory;
using Ramais.Language;

namespace Ramais.Conversation;

/// <summary>"Marcelo ou Márcio?" and its answer: which of several residents the visitor means. Pure.</summary>
internal static class NameChoice
{
    /// <summary>More names are a list of residents, and nobody is read one.</summary>
    private const int MostNames = 3;

    private static readonly string[] Ordinals =
        ["primeiro primeira um uma 1", "segundo segunda dois duas 2", "terceiro terceira tres 3"];

    private static readonly FrozenSet<string> Negators = FrozenSet.Create(StringComparer.Ordinal, "nao", "num", "nem", "nenhum", "nenhuma", "sem");
    private static readonly FrozenSet<string> Lasts = FrozenSet.Create(StringComparer.Ordinal, "ultimo", "ultima");

    /// <summary>The names to ask about, in the order of the keys; none where they would not tell the residents apart or be too many.</summary>
    public static ImmutableArray<string> Offered(ImmutableArray<NearResident> candidates)
    {
        var names = candidates.Select(c => c.Near).DistinctBy(PhoneticKey.Of).ToImmutableArray();
        return names.Length is >= 2 and <= MostNames && !names.Contains("") ? names : [];
    }

    /// <summary>The residents called by the name at a place of <see cref="Offered"/>, none when it has no such place.</summary>
    public static ImmutableArray<NearResident> At(ImmutableArray<NearResident> candidates, int place)
    {
        var offered = Offered(candidates);
        return place >= 0 && place < offered.Length ? [.. candidates.Where(c => SoundsLike(c, offered[place]))] : [];
    }

    /// <summary>The candidates that the answer leaves: by place, by accent, or by any of their names. None when it names nobody.</summary>
    public static ImmutableArray<NearResident> Narrow(ImmutableArray<NearResident> candidates, string answer)
    {
        var words = Phrase.Split(answer);
        if (At(candidates, Place(words, Offered(candidates).Length)) is { Length: > 0 } placed)
            return placed;
        return ByAccent(candidates, words) is { Length: > 0 } accented ? accented : ByNames(candidates, words);
    }

    /// <summary>"nenhum dos dois": the "dois" is no apartment.</summary>
    public static bool IsNeither(string answer) => Phrase.Split(answer).Exists(w => w.Text is "nenhum" or "nenhuma");

    /// <summary>"o segundo", "a primeira opção", "o último"; -1 when no place, or more than one, is said.</summary>
    private static int Place(List<Word> words, int offered)
    {
        var places = words.Select((word, at) => IsDenied(words, at) ? -1 : PlaceOf(word.Text, offered)).Where(place => place >= 0).Distinct().ToArray();
        return places is [var place] ? place : -1;
    }

    private static int PlaceOf(string word, int offered) => Lasts.Contains(word)
        ? offered - 1
        : Array.FindIndex(Ordinals, ordinal => ordinal.Split(' ').Contains(word));

    /// <summary>"com acento": tells apart only where exactly one of the names has one.</summary>
    private static ImmutableArray<NearResident> ByAccent(ImmutableArray<NearResident> candidates, List<Word> words)
    {
        if (!words.Exists(w => w.Text is "acento"))
            return [];
        var wanted = !words.Exists(w => w.Text is "sem" or "nao");
        var offered = Offered(candidates);
        return offered.Where(name => HasAccent(name) == wanted).ToArray() is [var one] ? [.. candidates.Where(c => SoundsLike(c, one))] : [];
    }

    private static bool HasAccent(string name) => !Phrase.Fold(name).Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Each name said keeps those who have it; a name that all of them have, or none, tells nothing.</summary>
    private static ImmutableArray<NearResident> ByNames(ImmutableArray<NearResident> candidates, List<Word> words)
    {
        var left = candidates;
        for (var at = 0; at < words.Count; at++)
        {
            if (IsDenied(words, at))
                continue;
            var heard = SoundingName.Of(words[at].Text);
            var called = candidates.Where(c => IsCalled(c, heard)).ToArray();
            if (called.Length > 0 && called.Length < candidates.Length)
                left = [.. left.Where(c => called.Contains(c))];
        }
        return left.Length < candidates.Length ? left : [];
    }

    private static bool IsCalled(NearResident candidate, SoundingName heard) =>
        DirectoryIndex.NamesOf(candidate.Resident.Name).Any(name => NameSimilarity.BySound(heard, name) >= NameSimilarity.Sounds);

    /// <summary>"não é o Marcelo": a negator shortly before, within the clause.</summary>
    private static bool IsDenied(List<Word> words, int at)
    {
        for (var back = at - 1; back >= Math.Max(0, at - 3) && words[back].After == Stop.None; back--)
        {
            if (Negators.Contains(words[back].Text))
                return true;
        }
        return false;
    }

    private static bool SoundsLike(NearResident candidate, string name) => PhoneticKey.Of(candidate.Near) == PhoneticKey.Of(name);
}
