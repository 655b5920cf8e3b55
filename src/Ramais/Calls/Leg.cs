using Ramais.AudioSocket;
using Ramais.Conversation;
using Ramais.Voice;

namespace Ramais.Calls;

/// <summary>
/// One AudioSocket connection of a call: its receive loop feeds the hearing, its voice is ticked by the pacer, and what happens goes to the
/// call's inbox.
/// </summary>
internal sealed class Leg : IAudioSocketReceiver
{
    private readonly AudioSocketConnection _connection;
    private readonly Call _call;
    private readonly CallServices _services;
    private readonly LegRecognition? _recognition;
    private readonly LegOutput _output;
    private readonly CancellationTokenSource _hangUp = new();
    private volatile string _endReason = "";

    public Leg(AudioSocketConnection connection, LegRole role, int port, LegClock clock, Call call, CallServices services)
    {
        _connection = connection;
        _call = call;
        _services = services;
        Role = role;
        Port = port;
        Clock = clock;
        var setup = services.Listening(call.Extension.AiNumber);
        // Without a recogniser nobody's voice stops ours or answers for us: there is nothing that our echo could do.
        var sent = call.Recogniser is null && !setup.HalfDuplex ? null : new SentSound();
        var tap = call.Recording?.Tap(role, clock.Accepted);
        _output = new(connection, sent, tap, services.Time);
        if (call.Recogniser is { } recogniser)
            _recognition = new(call, role, clock, recogniser, services.Time, services.Log);
        Voice = new(role, clock, _output, services.Prompts, services.Time, call.Inbox, OnStuck);
        Hearing = new(role, clock, Voice, _recognition, call, sent, tap, setup, services);
    }

    public LegRole Role { get; }

    public int Port { get; }

    public LegClock Clock { get; }

    public LegVoice Voice { get; }

    public LegHearing Hearing { get; }

    /// <summary>hangup (we or the peer said so), closed, reset, stuck or aborted; empty while the leg lives.</summary>
    public string EndReason => _endReason;

    /// <summary>Ends the leg cleanly: what was sent is played out, then 0x00, then FIN. Any thread.</summary>
    public void HangUp() => _hangUp.Cancel();

    /// <summary>Ends the leg at once. Any thread.</summary>
    public void Abort()
    {
        if (_endReason == "")
            _endReason = "aborted";
        _hangUp.Cancel();
        _connection.Abort();
    }

    /// <summary>Ends a recording of the visitor's name, even when nothing arrives just now. Any thread.</summary>
    public void StopRecording()
    {
        Hearing.StopRecording();
        _connection.WakeReceiver();
    }

    /// <summary>Runs the leg from its first tick to the end of its connection, and tells the call.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _call.Inbox.TryWrite(new(null, new(0, Role, "connected")));
        _services.Pacer.Add(Voice.Playback);
        var speaking = Voice.RunAsync(ending.Token);
        var recognising = _recognition?.RunAsync(ending.Token) ?? Task.CompletedTask;
        try
        {
            await ReceiveAsync();
        }
        finally
        {
            await TellEndAsync();
            Voice.Complete();
            _recognition?.Complete();
            ending.Cancel();
            await Quietly(speaking);
            await Quietly(recognising);
            await _connection.DisposeAsync();
        }
    }

    void IAudioSocketReceiver.OnAudio(int sampleRate, ReadOnlySpan<byte> pcm)
    {
        var now = _services.Time.GetTimestamp();
        _output.Heard(sampleRate, now);
        Hearing.Ear.OnAudio(sampleRate, pcm, now);
        Hearing.AfterArrival();
    }

    void IAudioSocketReceiver.OnDtmf(char digit) =>
        _call.Inbox.TryWrite(new(new KeyPressed(Role, digit), new(Clock.ElapsedMs, Role, "key", digit.ToString()), new(Clock.ElapsedMs, Role, CallWords.Of(Role), $"[{digit}]")));

    void IAudioSocketReceiver.OnWake()
    {
        Hearing.Ear.OnWake(_services.Time.GetTimestamp());
        Hearing.AfterArrival();
    }

    /// <summary>The ticker stops before the hang-up message: nothing may be written behind it.</summary>
    private async Task ReceiveAsync()
    {
        var end = await _connection.ReceiveAsync(this, _hangUp.Token);
        if (_endReason == "")
            _endReason = Word(end);
        Hearing.Ear.OnEnd();
        await Voice.Playback.CloseAsync();
        if (end == AudioSocketEnd.Local)
            await _connection.HangUpAsync(CancellationToken.None);
    }

    private async Task TellEndAsync()
    {
        var message = new CallMessage(new LegEnded(Role), new(Clock.ElapsedMs, Role, "hangup", _endReason));
        try
        {
            await _call.Inbox.WriteAsync(message);
        }
        catch (System.Threading.Channels.ChannelClosedException)
        {
            // the call's loop is over already
        }
    }

    private void OnStuck()
    {
        using var scope = CallLog.BeginLeg(_services.Log, _call.Id, _call.Extension.AiNumber, Port, _call.Extension.CondominiumId); // the ticker has none
        CallLog.Stuck(_services.Log, _call.Id, _call.Extension.AiNumber, CallWords.Spoken(Role));
        _endReason = "stuck";
        Abort();
    }

    private static async Task Quietly(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // the leg is over
        }
    }

    private static string Word(AudioSocketEnd end) => end switch
    {
        AudioSocketEnd.Hangup => "hangup",
        AudioSocketEnd.Closed => "closed",
        AudioSocketEnd.Reset => "reset",
        _ => "hangup",
    };
}
