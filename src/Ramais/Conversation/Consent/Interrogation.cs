using Ramais.Language;

namespace Ramais.Conversation.Consent;

/// <summary>
/// A clause that ends in a question mark asks, whatever it contains: "pode entrar?" approves nothing. Only a softening tag ("libera, tá?",
/// "pode subir, viu?") leaves the clause before it a statement.
/// </summary>
internal static class Interrogation
{
    public static void Apply(List<Span> spans)
    {
        var first = 0;
        for (var at = 0; at < spans.Count; at++)
        {
            if (!spans[at].EndsClause)
                continue;
            if (spans[at].After == Stop.Question)
                Turn(spans, first, at);
            first = at + 1;
        }
    }

    private static void Turn(List<Span> spans, int first, int last)
    {
        var clause = spans.GetRange(first, last - first + 1);
        if (clause.Exists(s => s.Mark is Mark.Ask or Mark.Again or Mark.Hold or Mark.Doubt))
            return;
        var mark = Meaning(clause, first > 0);
        for (var at = first; at <= last; at++)
            spans[at] = spans[at] with { Mark = mark };
    }

    private static Mark Meaning(List<Span> clause, bool isTag)
    {
        if (clause.TrueForAll(s => s.IsSoft))
            return isTag ? Mark.Harmless : Mark.Aside;
        if (clause is [{ Mark: Mark.Echo }])
            return Mark.Again;
        return clause.Exists(s => s.IsAbout || s.Mark is Mark.Permit or Mark.Let or Mark.Refuse or Mark.Disown) ? Mark.Ask : Mark.Aside;
    }
}
