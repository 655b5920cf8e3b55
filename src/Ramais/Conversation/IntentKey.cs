namespace Ramais.Conversation;

/// <summary>The word for an intent in prompt keys and, in Portuguese, in what leaves the server.</summary>
internal static class IntentKey
{
    public static string Of(VisitIntent intent) => intent switch
    {
        VisitIntent.Delivery => "delivery",
        VisitIntent.Service => "service",
        _ => "visit",
    };

    /// <summary>As the contract's <c>intent_type</c> writes it.</summary>
    public static string Contract(VisitIntent intent) => intent switch
    {
        VisitIntent.Delivery => "entrega",
        VisitIntent.Visit => "visita",
        VisitIntent.Service => "servico",
        _ => "desconhecido",
    };
}
