using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Ramais.Conversation;
using Ramais.Voice;

namespace Ramais.Calls;

/// <summary>
/// Turns one leg's utterances into text, one after another, beside the receive loop and never in its way: a recogniser that can't keep up loses
/// the oldest audio, not the call.
/// </summary>
internal sealed class LegRecognition(Call call, LegRole role, LegClock clock, ISpeechToText recogniser, TimeProvider time, ILogger log)
{
    private const int MaxWaiting = 8;

    private const int LargestPiece = AudioClip.SampleRate / 5;

    /// <summary>How long a final transcript is waited for.</summary>
    private static readonly TimeSpan FinishLimit = TimeSpan.FromSeconds(6);

    private readonly Channel<SoundQueue> _utterances = Channel.CreateBounded<SoundQueue>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, SingleWriter = true });

    // A resident is asked for a yes or a no: nothing may pull that answer towards other words.
    private readonly IReadOnlyList<string> _hints = role == LegRole.Visitor ? call.Hints : [];

    private readonly short[] _piece = new short[LargestPiece];

    private volatile SoundQueue? _current;
    private volatile SoundQueue? _dropped;

    /// <summary>Told what was understood so far of the utterance under way, on any thread. Set before the leg runs.</summary>
    public Action<string>? Partial { get; set; }

    /// <summary>Speech began. For the receive loop, like the next three.</summary>
    public void Begin()
    {
        _current = new();
        if (!_utterances.Writer.TryWrite(_current))
            _current = null; // eight utterances behind: this one goes unheard
    }

    public void Write(ReadOnlySpan<short> samples) => _current?.Write(samples);

    public void End()
    {
        if (_current is null)
            call.Inbox.TryWrite(new(new Heard(role, null)));
        _current?.Complete();
        _current = null;
    }

    /// <summary>It was no speech after all: whatever the recogniser makes of it is thrown away.</summary>
    public void Drop()
    {
        _dropped = _current;
        _current?.Complete();
        _current = null;
    }

    public void Complete()
    {
        _current?.Complete();
        _utterances.Writer.TryComplete();
    }

    /// <summary>Recognises utterance after utterance until <see cref="Complete"/>.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (await _utterances.Reader.WaitToReadAsync(cancellation))
        {
            if (!_utterances.Reader.TryRead(out var utterance))
                continue;
            var transcript = await TryRecogniseAsync(utterance, cancellation);
            if (utterance != _dropped)
                Report(transcript);
        }
    }

    private void OnPartial(SoundQueue utterance, Transcript partial)
    {
        if (utterance == _current)
            Partial?.Invoke(partial.Text);
    }

    private void Report(Transcript? transcript)
    {
        var at = clock.ElapsedMs;
        var text = transcript is { Text.Length: > 0 } ? transcript.Text : null;
        call.Inbox.TryWrite(new(
            new Heard(role, text is null ? null : transcript),
            text is null ? null : new(at, role, "transcript", text),
            text is null ? null : new(at, role, CallWords.Of(role), text)));
    }

    private async Task<Transcript?> TryRecogniseAsync(SoundQueue utterance, CancellationToken cancellation)
    {
        try
        {
            return await RecogniseAsync(utterance, cancellation);
        }
#pragma warning disable CA1031 // a recogniser is somebody else's code on somebody else's machine: whatever it throws, the call goes on
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            CallLog.RecognitionFailed(log, failure, call.Id, call.Extension.AiNumber, recogniser.Name);
            return null;
        }
    }

    private async Task<Transcript?> RecogniseAsync(SoundQueue utterance, CancellationToken cancellation)
    {
        await using var recognition = recogniser.Start(new(_hints, partial => OnPartial(utterance, partial)));
        await FeedAsync(utterance, recognition, cancellation);
        if (utterance == _dropped)
            return null; // no service need be asked what a click means
        using var limit = new CancellationTokenSource(FinishLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        return await recognition.FinishAsync(either.Token);
    }

    private async Task FeedAsync(SoundQueue utterance, ISpeechRecognition recognition, CancellationToken cancellation)
    {
        using var released = utterance; // a recogniser that fails in the middle leaves the rest unheard
        using var stop = cancellation.UnsafeRegister(static queue => ((SoundQueue)queue!).Complete(), utterance);
        while (await utterance.WaitAsync())
        {
            cancellation.ThrowIfCancellationRequested();
            while (utterance.Read(_piece) is > 0 and var length)
                await recognition.WriteAsync(_piece.AsMemory(0, length), cancellation);
        }
        cancellation.ThrowIfCancellationRequested();
    }
}
