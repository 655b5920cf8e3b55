using Ramais.Directory;
using Ramais.Language;

namespace Ramais.Conversation;

/// <summary>
/// How much silence ends an answer, given what was asked and what a recogniser has understood so far. Pure. A yes is never hurried: "sim…
/// espera" must have the time to become what it is.
/// </summary>
internal static class EndpointingRules
{
    /// <param name="table">The silences, as data.</param>
    /// <param name="expected">What was asked.</param>
    /// <param name="partial">What was understood so far; null or empty while nothing was.</param>
    /// <param name="directory">The condominium of the gate.</param>
    public static TimeSpan Silence(ListeningTable table, ExpectedAnswer expected, string? partial, CondominiumDirectory directory)
    {
        var answer = table.For(expected);
        var words = Phrase.Split(partial ?? "");
        if (words.Count == 0)
            return TimeSpan.FromMilliseconds(answer.EndSilenceMs);
        if (table.IsUnfinished(words[^1]))
            return TimeSpan.FromMilliseconds(answer.HesitationMs);
        return TimeSpan.FromMilliseconds(IsComplete(expected, partial!, directory) ? answer.CompleteMs : answer.EndSilenceMs);
    }

    private static bool IsComplete(ExpectedAnswer expected, string partial, CondominiumDirectory directory) => expected switch
    {
        ExpectedAnswer.Closed => ConsentRules.Classify(partial) == ConsentAnswer.Deny,
        ExpectedAnswer.Number => HasWholeApartment(VisitorRules.Understand(partial, Asked.Apartment, directory), directory),
        _ => VisitorRules.Understand(partial, Asked.Open, directory) is { Intent: not VisitIntent.Unknown } told && HasWholeApartment(told, directory),
    };

    /// <summary>"Quinhentos" is no whole answer where there is a 501.</summary>
    private static bool HasWholeApartment(VisitorSlots told, CondominiumDirectory directory)
    {
        var number = told.ApartmentNumber;
        var stem = number.TrimEnd('0');
        return number.Length > 0 && directory.Apartments.Any(apartment => apartment.Number == number)
            && !directory.Apartments.Any(apartment => apartment.Number != number && apartment.Number.StartsWith(stem, StringComparison.Ordinal));
    }
}
