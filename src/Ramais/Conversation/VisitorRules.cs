using Ramais.Directory;

namespace Ramais.Conversation;

// SEAM: the language work's.
internal static class VisitorRules
{
    public static VisitorSlots Understand(string text, Asked asked, CondominiumDirectory directory) => throw new NotImplementedException();
}
