using Ramais.Conversation;

namespace Ramais.Server.Ai;

/// <summary>What of a turn leaves this machine: the visitor's words and what was asked. Never the directory.</summary>
internal static class Words
{
    /// <summary>A minute of speech. Of more, the latest counts.</summary>
    private const int Longest = 1000;

    public static string Of(VisitorTurn turn) => turn.Text.Length <= Longest ? turn.Text : turn.Text[^Longest..];
}
