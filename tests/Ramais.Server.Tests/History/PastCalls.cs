using Ramais.Calls;
using Ramais.History;

namespace Ramais.Server.Tests.History;

/// <summary>Calls as the registry hands them over.</summary>
internal static class PastCalls
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>An ended call with everything.</summary>
    public static CallView Ended(int number = 0, string result = "authorized", int condominium = 15) => Live(number, condominium) with
    {
        State = "ended",
        EndedAt = Start.AddSeconds(number + 40),
        Result = result,
        Outcome = result,
        Decision = result is "authorized" or "denied"
            ? new(result == "authorized", "501", "Renata Albuquerque", "João d'Ávila; --", "entrega", "voice", Start.AddSeconds(number + 30))
            : null,
    };

    public static CallView Live(int number = 0, int condominium = 15) => new(
        Id(number), 10, "2018519", condominium, "asking_resident", Start.AddSeconds(number), null, null, null,
        [new(LegRole.Visitor, 8101, Start.AddSeconds(number), null, null), new(LegRole.Resident, 8201, Start.AddSeconds(number + 20), Start.AddSeconds(number + 39), "hangup")],
        [new(900, LegRole.Visitor, "visitor", "sou o João da pizzaria"), new(12_000, LegRole.Resident, "resident", "pode entrar")], null,
        [
            new(0, LegRole.Visitor, "connected"), new(900, LegRole.Visitor, "transcript", "sou o João da pizzaria"), new(1000, LegRole.Visitor, "key", "5"),
            new(1500, LegRole.Visitor, "turn", null, new(1, 2, 3, 4, 5, 15)), new(2000, LegRole.Visitor, "ringing", "ring 1"),
        ])
    {
        Apartment = "501",
    };

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    public static async Task<List<PastCall>> AllPagesAsync(ICallHistory history, CallQuery query)
    {
        var (all, cursor) = (new List<PastCall>(), (string?)null);
        do
        {
            var page = await history.ListAsync(query with { Cursor = cursor }, TestContext.Current.CancellationToken);
            Assert.True(page.Calls.Length <= query.Limit);
            all.AddRange(page.Calls);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }
}
