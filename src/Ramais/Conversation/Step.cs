using System.Collections.Immutable;

namespace Ramais.Conversation;

/// <summary>What follows from one event: the next state, and what to do, in order.</summary>
internal readonly record struct Step(ConversationState State, ImmutableArray<ConversationCommand> Commands)
{
    public static Step To(ConversationState state, params ReadOnlySpan<ConversationCommand> commands) => new(state, [.. commands]);

    /// <summary>The event changes nothing.</summary>
    public static Step Stay(ConversationState state) => new(state, []);

    /// <summary>The same step with commands before its own.</summary>
    public Step After(params ReadOnlySpan<ConversationCommand> commands) => this with { Commands = [.. commands, .. Commands] };

    /// <summary>The same step with further commands.</summary>
    public Step Then(params ReadOnlySpan<ConversationCommand> commands) => this with { Commands = [.. Commands, .. commands] };
}
