using System.Collections.Immutable;

namespace Ramais.Directory;

/// <summary>One resident where the directory has him or her.</summary>
internal readonly record struct Resident(Apartment Apartment, string Name);

/// <summary>Whom a spoken name means, within one condominium.</summary>
internal abstract record ResidentMatch
{
    private ResidentMatch()
    {
    }

    /// <summary>Nobody of this condominium is called so.</summary>
    public sealed record None : ResidentMatch
    {
        public static readonly None Instance = new();
    }

    /// <summary>Exactly one resident.</summary>
    public sealed record One(Resident Resident) : ResidentMatch;

    /// <summary>Several are about equally likely, the likeliest first; the caller asks which.</summary>
    public sealed record Several(ImmutableArray<Resident> Candidates) : ResidentMatch;
}
