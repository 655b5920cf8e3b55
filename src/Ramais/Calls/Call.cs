using System.Threading.Channels;
using Ramais.Conversation;
using Ramais.Directory;
using Ramais.Extensions;
using Ramais.Recording;
using Ramais.Voice;

namespace Ramais.Calls;

/// <summary>
/// What the legs of one UUID share. One inbox, one loop: everything that happens passes through it in order, the conversation decides, and
/// <see cref="CallActions"/> carries out what follows.
/// </summary>
internal sealed class Call
{
    /// <summary>Legs report a handful of events a second; a full inbox means that the loop is dead, and then the call ends.</summary>
    private const int InboxCapacity = 1024;

    private readonly CallServices _services;
    private readonly Channel<CallMessage> _inbox = Channel.CreateBounded<CallMessage>(
        new BoundedChannelOptions(InboxCapacity) { SingleReader = true });

    private readonly CallTimers _timers;
    private readonly CallJournal _journal;
    private readonly CallMeasures _measures;
    private readonly CallActions _actions;
    private readonly ConversationContext _context;
    private ConversationState _state = ConversationState.Initial;

    public Call(Guid id, Extension extension, CallServices services)
    {
        Id = id;
        Extension = extension;
        _services = services;
        Recogniser = services.SpeechToText?.For(extension.AiNumber);
        Recording = services.Recorder is { } recorder && recorder.Records(extension.AiNumber) ? recorder.Begin(id) : null;
        _context = new(services.Directory.For(extension.CondominiumId), services.Policy, Recogniser is not null)
        {
            OwnConsent = services.Consent(extension.AiNumber),
            IsRecorded = Recording is not null,
        };
        _timers = new(services.Time, _inbox.Writer);
        _journal = new(id, extension, services.Time.GetUtcNow());
        _measures = new(services);
        _actions = new(this, _context, services, _timers, _journal, _measures, _inbox.Writer);
    }

    public Guid Id { get; }

    /// <summary>The extension as it was when the visitor's leg came; a later change of the row does not touch this call.</summary>
    public Extension Extension { get; }

    /// <summary>Null where this extension has none: keys alone then.</summary>
    public ISpeechToText? Recogniser { get; }

    /// <summary>Null where this extension records nothing.</summary>
    public CallRecording? Recording { get; }

    /// <summary>The last whole picture. Any thread.</summary>
    public CallView View => _journal.View;

    /// <summary>Messages that the loop has not taken yet. Any thread.</summary>
    public int Waiting => _inbox.Reader.Count;

    /// <summary>Where the legs report.</summary>
    public ChannelWriter<CallMessage> Inbox => _inbox.Writer;

    /// <summary>The condominium's directory as it was when the call began.</summary>
    public CondominiumDirectory Directory => _context.Directory;

    /// <summary>Names and numbers that a recogniser may expect in this call.</summary>
    public IReadOnlyList<string> Hints => [.. _context.Directory.Apartments.SelectMany(apartment => apartment.Residents.Prepend(apartment.Number))];

    /// <summary>Lets a resident's leg in, if the call rings for one just now. Any thread; the loop answers.</summary>
    public async Task<bool> AdmitAsync(Leg leg)
    {
        var admitted = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _inbox.Writer.TryWrite(new AttachMessage(leg, admitted)) && await admitted.Task;
    }

    /// <summary>Runs the call from the visitor's arrival until both legs are gone.</summary>
    public async Task RunAsync(Leg visitor)
    {
        try
        {
            _actions.Attach(visitor);
            Advance(new VisitorArrived());
            while (_state.Phase != Phase.Ended && await _inbox.Reader.WaitToReadAsync())
                TakeAll();
        }
        finally
        {
            await CloseAsync();
        }
    }

    private void TakeAll()
    {
        while (_state.Phase != Phase.Ended && _inbox.Reader.TryRead(out var message))
            Take(message);
    }

    private void Take(CallMessage message)
    {
        _journal.Write(message);
        _actions.Keep(message);
        switch (message)
        {
            case SpokenMessage spoken when !_actions.IsSilent(spoken):
            case TimerMessage timer when !_timers.Claim(timer):
                return;
            case AttachMessage attach:
                Attach(attach);
                return;
            case { Event: Heard { Transcript: null } nothing } when _actions.TryResume(nothing.Role):
                return; // it was no interruption: the conversation hears of it when the sentence ends
            case { Event: { } happened }:
                Advance(happened);
                return;
        }
    }

    private void Attach(AttachMessage attach)
    {
        var admits = _state.AdmitsResident;
        attach.Admitted.TrySetResult(admits);
        if (!admits)
            return;
        _actions.Attach(attach.Leg);
        Advance(new ResidentArrived());
    }

    private void Advance(ConversationEvent happened)
    {
        if (happened is LegEnded ended)
            _actions.Detach(ended.Role);
        var before = _state.Phase;
        var step = ConversationMachine.Next(_context, _state, happened);
        _state = step.State;
        if (_state.Apartment is { } apartment)
            _journal.Concerns(apartment.Number);
        if (_state.Phase != before)
            _journal.Moved(_state.Phase, _state.Outcome);
        foreach (var command in step.Commands)
            _actions.Do(command, _state);
    }

    /// <summary>Whoever still knocks is told no, timers stop, and what was started is waited for.</summary>
    private async Task CloseAsync()
    {
        _inbox.Writer.TryComplete();
        _timers.StopAll();
        await _actions.CloseAsync();
        while (_inbox.Reader.TryRead(out var message))
        {
            _journal.Write(message);
            if (message is AttachMessage attach)
                attach.Admitted.TrySetResult(false);
        }
        _journal.Finished(_state.Outcome ?? CallOutcome.Failed, _services.Time.GetUtcNow());
        _measures.End(_journal.View);
    }
}
