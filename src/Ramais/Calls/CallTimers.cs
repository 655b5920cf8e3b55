using System.Threading.Channels;
using Ramais.Conversation;

namespace Ramais.Calls;

/// <summary>The timers of one call. Owned by the call's loop; what they post carries the number of the start it belongs to.</summary>
internal sealed class CallTimers(TimeProvider time, ChannelWriter<CallMessage> inbox)
{
    private readonly Dictionary<TimerName, Running> _running = [];
    private long _starts;

    public void Start(TimerName name, TimeSpan due)
    {
        Stop(name);
        var running = new Running(new TimerMessage(name, ++_starts), inbox);
        running.Timer = time.CreateTimer(static state => ((Running)state!).Post(), running, due, Timeout.InfiniteTimeSpan);
        _running[name] = running;
    }

    public void Stop(TimerName name)
    {
        if (_running.Remove(name, out var running))
            running.Timer?.Dispose();
    }

    /// <summary>Whether the message is of the timer's last start and the timer was not stopped since. Takes it off the list.</summary>
    public bool Claim(TimerMessage message)
    {
        if (!_running.TryGetValue(message.Timer, out var running) || running.Message.Start != message.Start)
            return false;
        Stop(message.Timer);
        return true;
    }

    public void StopAll()
    {
        foreach (var running in _running.Values)
            running.Timer?.Dispose();
        _running.Clear();
    }

    private sealed class Running(TimerMessage message, ChannelWriter<CallMessage> inbox)
    {
        public TimerMessage Message => message;

        public ITimer? Timer { get; set; }

        public void Post() => inbox.TryWrite(message);
    }
}
