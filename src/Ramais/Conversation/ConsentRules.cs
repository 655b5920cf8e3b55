namespace Ramais.Conversation;

// SEAM: the language work's.
internal static class ConsentRules
{
    public static ConsentAnswer Classify(string text) => throw new NotImplementedException();
}
