using Ramais.Conversation.Visitor;
using Ramais.Directory;
using Ramais.Language;

namespace Ramais.Conversation;

/// <summary>
/// Reads what a visitor says: why, who, to which apartment and to whom, in any order. Pure; what is not plainly there stays empty, and a
/// resident is named only as the directory of this condominium has the name.
/// </summary>
internal static class VisitorRules
{
    /// <summary>Reads one utterance.</summary>
    /// <param name="text">As the recogniser wrote it.</param>
    /// <param name="asked">What was asked just before: a bare name or number answers it.</param>
    /// <param name="directory">The condominium of the gate.</param>
    public static VisitorSlots Understand(string text, Asked asked, CondominiumDirectory directory)
    {
        var words = Phrase.Split(text).Where(w => !Vocabulary.Hesitations.Contains(w.Text)).Select(Vocabulary.WithoutStopInTitle).ToList();
        var apartment = ApartmentReader.Read(words, asked, directory);
        var names = NameRoles.Assign(NameFinder.Find(words, directory, asked), asked, apartment, directory);
        return new VisitorSlots(Intents.Of(words), names.Visitor, apartment, names.Resident, names.ResidentSpoken);
    }
}
