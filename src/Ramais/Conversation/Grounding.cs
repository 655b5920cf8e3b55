using System.Collections.Immutable;
using Ramais.Conversation.Visitor;
using Ramais.Directory;
using Ramais.Language;

namespace Ramais.Conversation;

/// <summary>
/// What may be taken from a provider's answer. The embedded rules read the same words, and what they found stands; a provider fills only
/// what they left open, and only by pointing at words that the visitor said. So nobody and no number is invented, and what is looked up in
/// the directory, announced and kept consists of the visitor's own words. Pure.
/// </summary>
internal static class Grounding
{
    /// <summary>Beneath this a name is another name.</summary>
    private const double Near = 0.8;

    /// <param name="turn">The visitor's words.</param>
    /// <param name="told">As a provider has it, unchecked; its <see cref="VisitorSlots.ResidentName"/> is never looked at.</param>
    public static Understanding Of(VisitorTurn turn, Understanding told)
    {
        var (text, directory) = (turn.Text, turn.Directory);
        var rules = VisitorRules.Understand(text, turn.Asked, directory);
        var words = Phrase.Split(text).ToImmutableArray();
        var free = Without(Without(NameWords(words), rules.VisitorName), rules.ResidentSpoken);
        var apartment = Or(rules.ApartmentNumber, () => Apartment(words, told.Slots.ApartmentNumber, directory));
        var resident = Or(rules.ResidentSpoken, () => Name(free, told.Slots.ResidentSpoken));
        var visitor = Or(rules.VisitorName, () => Name(Without(free, resident), told.Slots.VisitorName));
        var slots = new VisitorSlots(
            rules.Intent == VisitIntent.Unknown ? told.Slots.Intent : rules.Intent,
            visitor,
            apartment,
            Or(rules.ResidentName, () => FullName(directory, resident, apartment)),
            resident);
        return new Understanding(slots, ReplyWording.Allow(told.Reply, text, directory));
    }

    private static string Or(string sure, Func<string> otherwise) => sure.Length > 0 ? sure : otherwise();

    /// <summary>A number that is among the numbers said, in the block said or in none.</summary>
    private static string Apartment(ImmutableArray<Word> words, string told, CondominiumDirectory directory)
    {
        var number = UnitNumber.Parse(told);
        var said = SpokenNumbers.Find(words).SelectMany(n => n.Readings).Select(digits => UnitNumber.Parse(digits).Unit).ToHashSet();
        if (number.Unit.Length == 0 || !said.Contains(number.Unit))
            return "";
        var hasBlock = number.Block.Length > 0 && (said.Contains(number.Block) || words.Any(word => word.Text == number.Block));
        var written = hasBlock ? $"{number.Block.ToUpperInvariant()}-{number.Unit}" : number.Unit;
        return DirectoryLookup.FindApartments(directory, written) is [var only] ? only.Number : written;
    }

    /// <summary>The words said that the name told fits, in the order in which they were said.</summary>
    private static string Name(ImmutableArray<Word> free, string told)
    {
        var names = DirectoryIndex.NamesOf(told);
        var meant = free.Where(word => names.Any(name => NameSimilarity.Of(SoundingName.Of(word.Text), name) >= Near));
        return string.Join(' ', meant.Select(word => char.ToUpperInvariant(word.Surface[0]) + word.Surface[1..]));
    }

    private static string FullName(CondominiumDirectory directory, string spoken, string apartment) =>
        ResidentMatcher.Match(directory, spoken, apartment) is ResidentMatch.One one ? one.Resident.Name : "";

    private static ImmutableArray<Word> NameWords(ImmutableArray<Word> words) => [.. words.Where(word => !Vocabulary.IsOrdinary(word.Text))];

    /// <summary>A word that the rules gave to one party is not the other's as well, unless it was said twice.</summary>
    private static ImmutableArray<Word> Without(ImmutableArray<Word> words, string name)
    {
        foreach (var taken in Phrase.Split(name))
        {
            var at = words.Select(word => word.Text).ToList().IndexOf(taken.Text);
            words = at < 0 ? words : words.RemoveAt(at);
        }
        return words;
    }
}
