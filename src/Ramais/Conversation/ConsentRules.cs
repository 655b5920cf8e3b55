using Ramais.Conversation.Consent;

namespace Ramais.Conversation;

/// <summary>
/// Reads a resident's reply to "Você autoriza a entrada?". Pure, and fail-closed: an approval counts only when every word of the reply is
/// understood and none of them negates, doubts, asks, waits or sets a condition. The phrases are in the tables of the folder Consent;
/// this is how what they found is weighed.
/// </summary>
internal static class ConsentRules
{
    /// <summary>A longer reply is somebody telling a story, or a recording.</summary>
    private const int MaxLength = 400;

    public static ConsentAnswer Classify(string text) =>
        text.Length > MaxLength ? ConsentAnswer.Unclear : Weigh(Reading.Of(text));

    private static ConsentAnswer Weigh(List<Span> spans)
    {
        var found = Found(spans);
        if (Has(found, Mark.Again))
            return ConsentAnswer.Repeat;
        if (Has(found, Mark.Hold))
            return ComesFirst(spans) ? ConsentAnswer.Wait : ConsentAnswer.Unclear;
        var approves = Has(found, Mark.Permit)
            || (Has(found, Mark.Let) && !Has(found, Mark.Where))
            || (Has(found, Mark.Assent) && !Has(found, Mark.Where) && !Has(found, Mark.Hello));
        var refuses = Has(found, Mark.Refuse) || Has(found, Mark.Disown);
        if (approves && refuses)
            return ConsentAnswer.Unclear;
        if (Has(found, Mark.Ask))
            return Has(found, Mark.Refuse) ? ConsentAnswer.Deny : ConsentAnswer.Question;
        if (Has(found, Mark.Doubt))
            return ConsentAnswer.Unclear;
        if (refuses)
            return ConsentAnswer.Deny;
        return approves && !Has(found, Mark.Unknown) && !Has(found, Mark.Aside) ? ConsentAnswer.Authorize : ConsentAnswer.Unclear;
    }

    /// <summary>"espera, já libero" waits; "sim… espera" takes the yes back and says nothing.</summary>
    private static bool ComesFirst(List<Span> spans)
    {
        foreach (var span in spans)
        {
            if (span.Mark is Mark.Hold)
                return true;
            if (span.Mark is Mark.Permit or Mark.Let or Mark.Assent)
                return false;
        }
        return false;
    }

    private static int Found(List<Span> spans)
    {
        var found = 0;
        foreach (var span in spans)
            found |= 1 << (int)span.Mark;
        return found;
    }

    private static bool Has(int found, Mark mark) => (found & (1 << (int)mark)) != 0;
}
