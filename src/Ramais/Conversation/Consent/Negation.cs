namespace Ramais.Conversation.Consent;

/// <summary>
/// What a negator does to the marks around it, within its clause: "não autorizo" and "autorizo não" refuse; "não" with nothing to negate
/// refuses by itself; "não" before words that the rules do not know is only a doubt.
/// </summary>
internal static class Negation
{
    public static void Apply(List<Span> spans)
    {
        for (var at = 0; at < spans.Count; at++)
        {
            if (spans[at].Mark == Mark.Negator)
                Resolve(spans, at);
            if (spans[at].Mark == Mark.Refuse)
                Carry(spans, at);
        }
    }

    private static void Resolve(List<Span> spans, int at)
    {
        if (OnlyStresses(spans, at))
        {
            spans[at] = spans[at] with { Mark = Mark.Harmless };
            return;
        }
        var target = Next(spans, at);
        if (target < 0)
            target = Previous(spans, at);
        if (target < 0)
            spans[at] = spans[at] with { Mark = StandsAlone(spans, at) ? Mark.Disown : Mark.Doubt };
        else
            Negate(spans, at, target);
    }

    /// <summary>"não quero comprar nada": the clause has been negated already, the second negator agrees with it.</summary>
    private static bool OnlyStresses(List<Span> spans, int at)
    {
        for (var previous = at - 1; previous >= 0 && !spans[previous].EndsClause; previous--)
        {
            if (spans[previous].Mark is Mark.Refuse or Mark.Disown && (spans[previous].BeginsNegated || spans[previous].IsNegated))
                return true;
        }
        return false;
    }

    /// <summary>"não quero que ele suba", "de forma alguma autorizo": the verbs that follow in the clause are refused with the first.</summary>
    private static void Carry(List<Span> spans, int at)
    {
        for (var next = at + 1; next < spans.Count && !spans[next - 1].EndsClause && spans[next].Mark != Mark.Assent; next++)
        {
            if (spans[next].Mark is Mark.Permit or Mark.Let)
                spans[next] = spans[next] with { Mark = Mark.Refuse, IsNegated = true };
        }
    }

    private static void Negate(List<Span> spans, int at, int target)
    {
        var (negator, negated) = spans[target].Mark switch
        {
            Mark.Permit or Mark.Let => (Mark.Harmless, Mark.Refuse),
            // "não autorizo não": the second one only stresses the first.
            Mark.Refuse when spans[target].IsNegated || target < at || spans[target].BeginsNegated => (Mark.Harmless, Mark.Refuse),
            Mark.Disown => (Mark.Harmless, Mark.Disown),
            // "não recuso" lets nobody in, but refuses nobody either.
            Mark.Refuse => (Mark.Doubt, Mark.Doubt),
            var other => (Mark.Disown, other),
        };
        spans[at] = spans[at] with { Mark = negator };
        spans[target] = spans[target] with { Mark = negated, IsNegated = true };
    }

    /// <summary>The first span after the negator, in its clause, that can be negated.
    /// Assents end the search: "não, claro" negates nothing.</summary>
    private static int Next(List<Span> spans, int at)
    {
        for (var next = at + 1; next < spans.Count && !spans[next - 1].EndsClause; next++)
        {
            if (spans[next].Mark is Mark.Permit or Mark.Let or Mark.Refuse or Mark.Disown)
                return next;
            if (spans[next].Mark is Mark.Assent or Mark.Hold or Mark.Again or Mark.Ask)
                return -1;
        }
        return -1;
    }

    /// <summary>"pode não", "pode ele não": the verb right before, over words that change nothing.</summary>
    private static int Previous(List<Span> spans, int at)
    {
        for (var previous = at - 1; previous >= 0 && !spans[previous].EndsClause; previous--)
        {
            if (spans[previous].Mark is Mark.Permit or Mark.Let or Mark.Refuse or Mark.Disown)
                return previous;
            if (spans[previous].Mark != Mark.Harmless)
                return -1;
        }
        return -1;
    }

    private static bool StandsAlone(List<Span> spans, int at)
    {
        var first = at;
        while (first > 0 && !spans[first - 1].EndsClause)
            first--;
        for (var i = first; i < spans.Count; i++)
        {
            if (spans[i].Mark == Mark.Unknown)
                return false;
            if (spans[i].EndsClause)
                break;
        }
        return true;
    }
}
