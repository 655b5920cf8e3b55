using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Ramais.Language;

namespace Ramais.Directory;

/// <summary>One name of a person, folded, with its sound.</summary>
internal readonly record struct SoundingName(string Folded, string Key)
{
    public static SoundingName Of(string folded) => new(folded, PhoneticKey.Of(folded));
}

/// <summary>
/// What look-ups need of a directory, worked out once: a tower has a thousand residents, and each utterance is compared with all of them.
/// Kept as long as the directory itself is.
/// </summary>
internal sealed class DirectoryIndex
{
    private static readonly ConditionalWeakTable<CondominiumDirectory, DirectoryIndex> Known = [];
    private static readonly FrozenSet<string> Particles = FrozenSet.Create(StringComparer.Ordinal, "de", "da", "do", "dos", "das", "e");

    private DirectoryIndex(CondominiumDirectory directory)
    {
        Units = [.. directory.Apartments.Select(a => (UnitNumber.Parse(a.Number), a))];
        HasBlocks = Units.Any(u => u.Number.Block.Length > 0);
        Residents = [.. directory.Apartments.SelectMany(a => a.Residents.Select(name => (new Resident(a, name), NamesOf(name))))];
        NameKeys = Residents.SelectMany(r => r.Names).Where(n => n.Folded.Length > 3).Select(n => n.Key).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Every apartment with its number taken apart.</summary>
    public ImmutableArray<(UnitNumber Number, Apartment Apartment)> Units { get; }

    /// <summary>Whether any apartment belongs to a block.</summary>
    public bool HasBlocks { get; }

    /// <summary>Every resident with his or her names, particles left out.</summary>
    public ImmutableArray<(Resident Resident, SoundingName[] Names)> Residents { get; }

    /// <summary>The sounds of all residents' names.</summary>
    public FrozenSet<string> NameKeys { get; }

    public static DirectoryIndex Of(CondominiumDirectory directory) => Known.GetValue(directory, static d => new DirectoryIndex(d));

    /// <summary>The names in a text, particles left out.</summary>
    public static SoundingName[] NamesOf(string text) => NamesOf(Phrase.Split(text));

    /// <inheritdoc cref="NamesOf(string)"/>
    public static SoundingName[] NamesOf(IEnumerable<Word> words) =>
        [.. words.Where(w => !Particles.Contains(w.Text)).Select(w => SoundingName.Of(w.Text))];
}
