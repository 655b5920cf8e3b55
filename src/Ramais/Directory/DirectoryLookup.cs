using System.Collections.Immutable;

namespace Ramais.Directory;

/// <summary>Where the directory leads with what a visitor said or keyed.</summary>
internal abstract record LookupResult
{
    private LookupResult()
    {
    }

    /// <summary>One apartment, and the resident where one was named. Ring there.</summary>
    public sealed record Found(Apartment Apartment, string? Resident) : LookupResult;

    /// <summary>Several fit: ask which of these names (or, for a number in several blocks, which block).</summary>
    public sealed record Ambiguous(ImmutableArray<Resident> Residents, ImmutableArray<Apartment> Apartments) : LookupResult;

    /// <summary>Apartment and resident both exist and don't belong together: ask again, without saying which of them is right.</summary>
    public sealed record Mismatch : LookupResult
    {
        public static readonly Mismatch Instance = new();
    }

    /// <summary>Nothing fits, or nothing was named.</summary>
    public sealed record NotFound : LookupResult
    {
        public static readonly NotFound Instance = new();
    }
}

/// <summary>Looks up what a visitor named in the directory of that gate's condominium, and in no other.</summary>
internal static class DirectoryLookup
{
    /// <summary>Finds whom to ring. Never answers with a resident who was not named.</summary>
    /// <param name="directory">The condominium of the extension that took the call.</param>
    /// <param name="apartment">The number as spoken or as the directory has it; empty when none was named.</param>
    /// <param name="resident">The name as spoken; empty when none was named.</param>
    public static LookupResult Find(CondominiumDirectory directory, string apartment, string resident = "")
    {
        var apartments = FindApartments(directory, apartment);
        if (resident.Length == 0)
            return Of(apartments);
        if (apartment.Length > 0 && apartments.Length == 0)
            return LookupResult.NotFound.Instance;
        return apartments.Length == 0 ? ByName(directory, resident) : Both(directory, apartments, resident);
    }

    /// <summary>The apartments that a keyed number means: "11" is A-11 and B-11, "501" one apartment.</summary>
    public static LookupResult FindByKeys(CondominiumDirectory directory, string digits) => Of(FindApartments(directory, digits));

    /// <summary>Every apartment that the number may mean; the one written exactly so is alone.</summary>
    public static ImmutableArray<Apartment> FindApartments(CondominiumDirectory directory, string number)
    {
        var spoken = UnitNumber.Parse(number);
        if (spoken.Unit.Length == 0)
            return [];
        var fitting = DirectoryIndex.Of(directory).Units.Where(u => u.Number.Answers(spoken)).ToImmutableArray();
        var exact = fitting.Where(u => u.Number == spoken).ToImmutableArray();
        return [.. (exact.Length == 1 ? exact : fitting).Select(u => u.Apartment)];
    }

    /// <summary>
    /// What is left of a look-up by number when a name was said before: the number must be one of the homes that the name may mean. Which
    /// of the two was wrong is not told.
    /// </summary>
    public static LookupResult Within(ImmutableArray<NearResident> named, LookupResult found) => found switch
    {
        LookupResult.Found { Resident: null } one => AtHome(named, [one.Apartment]),
        LookupResult.Ambiguous { Residents: [] } several => AtHome(named, several.Apartments),
        _ => found,
    };

    private static LookupResult AtHome(ImmutableArray<NearResident> named, ImmutableArray<Apartment> apartments)
    {
        var here = named.Where(n => apartments.Contains(n.Resident.Apartment)).Select(n => n.Resident).ToImmutableArray();
        return here.IsEmpty ? LookupResult.Mismatch.Instance : Among(here);
    }

    private static LookupResult Of(ImmutableArray<Apartment> apartments) => apartments.Length switch
    {
        0 => LookupResult.NotFound.Instance,
        1 => new LookupResult.Found(apartments[0], null),
        _ => new LookupResult.Ambiguous([], apartments),
    };

    private static LookupResult ByName(CondominiumDirectory directory, string resident) => ResidentMatcher.Match(directory, resident) switch
    {
        ResidentMatch.One one => new LookupResult.Found(one.Resident.Apartment, one.Resident.Name),
        ResidentMatch.Several several => Among(several.Candidates),
        _ when ResidentMatcher.Resembling(directory, resident) is { Length: > 0 } resembling => Among(resembling),
        _ => LookupResult.NotFound.Instance,
    };

    /// <summary>Several of one home need not be told apart: it is rung all the same.</summary>
    private static LookupResult Among(ImmutableArray<Resident> residents) => residents.All(r => r.Apartment == residents[0].Apartment)
        ? new LookupResult.Found(residents[0].Apartment, residents.Length == 1 ? residents[0].Name : null)
        : new LookupResult.Ambiguous(residents, []);

    private static LookupResult Both(CondominiumDirectory directory, ImmutableArray<Apartment> apartments, string resident)
    {
        var here = apartments.Select(a => (Apartment: a, Match: ResidentMatcher.Match(directory with { Apartments = [a] }, resident, a.Number)))
            .Where(m => m.Match is not ResidentMatch.None).ToArray();
        return here switch
        {
            [] => LookupResult.Mismatch.Instance,
            _ => Among([.. here.SelectMany(m => Residents(m.Match))]),
        };
    }

    private static ImmutableArray<Resident> Residents(ResidentMatch match) => match switch
    {
        ResidentMatch.One one => [one.Resident],
        ResidentMatch.Several several => several.Candidates,
        _ => [],
    };
}
