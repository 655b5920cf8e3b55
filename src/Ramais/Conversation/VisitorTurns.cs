using Ramais.Voice;

namespace Ramais.Conversation;

/// <summary>
/// The visitor's words on their way to being understood, which a provider may take seconds for. Turns are numbered; only the latest may be
/// answered. Who speaks on while the last turn is still being understood has both sentences understood together, so that none is lost.
/// </summary>
internal static class VisitorTurns
{
    /// <summary>Nobody reprompts a visitor who has just spoken: the answer starts the next question.</summary>
    public static Step Read(ConversationState state, Transcript heard, Asked asked)
    {
        var words = state.Unread == "" ? heard.Text : $"{state.Unread}. {heard.Text}";
        var next = state with { Turn = state.Turn + 1, Unread = words };
        return Step.To(next, new StopTimer(TimerName.VisitorSilent), new Understand(words, asked, next.Turn));
    }

    /// <summary>The visitor answered by key: words not understood yet have been overtaken.</summary>
    public static ConversationState Drop(ConversationState state) => state with { Turn = state.Turn + 1, Unread = "", Reply = "" };

    public static bool IsOvertaken(ConversationState state, Understood understood) => understood.Turn != state.Turn;

    public static ConversationState Settle(ConversationState state, Understood understood) => state with { Unread = "", Reply = understood.Reply };
}
