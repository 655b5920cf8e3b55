using Ramais.Language;

namespace Ramais.Conversation.Consent;

/// <summary>
/// A clause that ends in a question mark asks, whatever it contains: "pode entrar?" approves nothing. Only a softening tag ("libera, tá?",
/// "pode subir, viu?") leaves the clause before it a statement.
/// </summary>
internal static class Interrogation
{
    public static void Apply(List<Span> spans, List<Word> words)
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
        _ = words;
    }

    private static void Turn(List<Span> spans, int first, int last)
    {
        var (isAnswered, isAbout) = (false, false);
        for (var at = first; at <= last; at++)
        {
            isAnswered |= spans[at].Mark is Mark.Ask or Mark.Again or Mark.Hold or Mark.Doubt;
            isAbout |= spans[at].Mark is Mark.Permit or Mark.Refuse or Mark.Disown;
        }
        for (var at = first; at <= last && !isAnswered; at++)
            spans[at] = spans[at] with { Mark = isAbout ? Mark.Ask : Mark.Aside };
    }
}
