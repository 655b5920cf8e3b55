using Ramais.Conversation;

namespace Ramais.Calls;

/// <summary>What was being said to each party when it seemed to speak, until it is known whether it did. For the call's loop.</summary>
internal sealed class InterruptedLines
{
    private readonly List<InterruptedMessage> _lines = [];

    /// <summary>Notes an interruption; words that were understood make it a real one.</summary>
    public void Keep(CallMessage message)
    {
        if (message is InterruptedMessage { Voice.Key: not Filler.Key } interrupted)
            _lines.Add(interrupted);
        else if (message.Event is Heard { Transcript: not null } heard)
            Forget(heard.Role);
        else if (message.Event is KeyPressed pressed)
            Forget(pressed.Role);
    }

    /// <summary>Something else is said now, or nothing.</summary>
    public void Forget(LegRole role) => _lines.RemoveAll(line => line.Role == role);

    /// <summary>What a party did not hear to its end, in order; it is forgotten here.</summary>
    public List<InterruptedMessage> Take(LegRole role)
    {
        var lines = _lines.Where(line => line.Role == role).OrderBy(line => line.Voice.Id).ToList();
        Forget(role);
        return lines;
    }
}
