using Ramais.Conversation;

namespace Ramais.Calls;

/// <summary>Follows one leg's turns from the last word to the first sound of the answer. For the call's loop.</summary>
internal sealed class TurnWatch(LegRole role)
{
    private TimeSpan? _ended;
    private TimeSpan _noticed;
    private TimeSpan? _recognised;
    private TimeSpan _understood;

    /// <summary>Takes what happened to the call.</summary>
    /// <param name="message">Whatever came in.</param>
    /// <param name="now">Since the accept of the leg.</param>
    /// <returns>What to write down when a turn is complete; else null.</returns>
    public TimelineEntry? Note(CallMessage message, TimeSpan now)
    {
        switch (message)
        {
            case SpeechEndedMessage ended when ended.Role == role:
                (_ended, _noticed, _recognised) = (ended.End, ended.Noticed, null);
                break;
            case { Event: SpeechStarted started } when started.Role == role:
            case { Event: KeyPressed pressed } when pressed.Role == role:
            case { Event: Heard { Transcript: null } nothing } when nothing.Role == role:
                _ended = null;
                break;
            case { Event: Heard heard } when heard.Role == role:
                (_recognised, _understood) = (now, now);
                break;
            case { Event: Understood } when role == LegRole.Visitor:
                _understood = now;
                break;
            case PromptStartedMessage { Key: not Filler.Key } started when started.Role == role && _ended is { } end && _recognised is { } recognised:
                _ended = null;
                return new((long)started.At.TotalMilliseconds, role, "turn", null, Times(end, recognised, started));
        }
        return null;
    }

    private TurnTimes Times(TimeSpan end, TimeSpan recognised, PromptStartedMessage started)
    {
        var ready = started.Ready > _understood ? started.Ready : _understood;
        return new(
            Milliseconds(_noticed - end),
            Milliseconds(recognised - _noticed),
            Milliseconds(_understood - recognised),
            Milliseconds(ready - _understood),
            Milliseconds(started.At - ready),
            Milliseconds(started.At - end));
    }

    private static long Milliseconds(TimeSpan time) => (long)Math.Round(time.TotalMilliseconds);
}
