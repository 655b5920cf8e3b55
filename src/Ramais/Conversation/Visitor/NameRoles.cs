using Ramais.Directory;

namespace Ramais.Conversation.Visitor;

/// <summary>The two parties that a phrase names.</summary>
/// <param name="Visitor">As spoken, or empty.</param>
/// <param name="ResidentSpoken">As spoken, or empty.</param>
/// <param name="Resident">The directory's full name when the words single out one, else empty.</param>
internal readonly record struct NamedParties(string Visitor, string ResidentSpoken, string Resident);

/// <summary>Decides which of the names found is the visitor's and which the resident's.</summary>
internal static class NameRoles
{
    public static NamedParties Assign(List<NameRun> runs, Asked asked, string apartment, CondominiumDirectory directory)
    {
        string visitor = "", spoken = "";
        var residents = new List<string>();
        foreach (var run in runs)
        {
            var match = ResidentMatcher.Match(directory, run.Text, apartment);
            if (IsResident(run, match, asked, apartment, visitor.Length > 0))
            {
                spoken = run.Text;
                if (match is ResidentMatch.One one && !residents.Contains(one.Resident.Name))
                    residents.Add(one.Resident.Name);
            }
            else if (run.Role != NameRole.Origin && visitor.Length == 0)
                visitor = run.Text;
        }
        return new NamedParties(visitor, spoken, residents.Count == 1 ? residents[0] : "");
    }

    private static bool IsResident(NameRun run, ResidentMatch match, Asked asked, string apartment, bool hasVisitor) => run.Role switch
    {
        NameRole.Resident => true,
        NameRole.Visitor => false,
        NameRole.Origin => match is not ResidentMatch.None,
        _ when asked == Asked.Name => hasVisitor && match is not ResidentMatch.None,
        _ when asked == Asked.Apartment => true,
        _ => match is not ResidentMatch.None && (hasVisitor || run.Start > 0 && LivesIn(match, apartment)),
    };

    private static bool LivesIn(ResidentMatch match, string apartment) =>
        apartment.Length > 0 && match is ResidentMatch.One one && one.Resident.Apartment.Number == apartment;
}
