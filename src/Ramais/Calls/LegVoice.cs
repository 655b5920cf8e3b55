using System.Collections.Concurrent;
using System.Threading.Channels;
using Ramais.Conversation;
using Ramais.Voice;

namespace Ramais.Calls;

/// <summary>
/// What one leg says: lines in order, each fetched when its turn comes, then handed to the ticker. Fetching may take as long as a synthesis;
/// it delays this leg's next line and nothing else.
/// </summary>
internal sealed class LegVoice : IPlaybackObserver
{
    private const int MaxLines = 32;

    /// <summary>What is said again of an interrupted sentence: two syllables, to find back into it.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMilliseconds(400);

    private readonly LegClock _clock;
    private readonly LegRole _role;
    private readonly IPromptAudio _prompts;
    private readonly ChannelWriter<CallMessage> _inbox;
    private readonly Action _onStuck;
    private readonly ConcurrentDictionary<long, VoiceLine> _unfinished = new(concurrencyLevel: 1, capacity: 4); // two threads meet here, seldom
    private readonly Channel<VoiceLine> _lines = Channel.CreateBounded<VoiceLine>(new BoundedChannelOptions(MaxLines) { SingleReader = true });

    private long _posted;
    private long _hushed;
    private long _bargedInto;
    private long _lastEnded;
    private int _outstanding;
    private volatile VoiceLine? _speaking;

    public LegVoice(LegRole role, LegClock clock, IFrameSink sink, IPromptAudio prompts, TimeProvider time, ChannelWriter<CallMessage> inbox, Action onStuck)
    {
        _role = role;
        _clock = clock;
        _prompts = prompts;
        _inbox = inbox;
        _onStuck = onStuck;
        Playback = new(sink, this, time);
    }

    /// <summary>What the pacer ticks.</summary>
    public Playback Playback { get; }

    /// <summary>The number of the last line posted; a <see cref="SpokenMessage"/> that knows less is stale. For the call's loop.</summary>
    public long LastLine => Volatile.Read(ref _posted);

    /// <summary>Whether everything said has ended. For the call's loop.</summary>
    public bool IsSilent => Volatile.Read(ref _outstanding) == 0;

    /// <summary>Adds a sentence behind the others. For the call's loop.</summary>
    public void Say(string key, RenderedPrompt prompt, bool mustBeHeard = false) =>
        Post(new(Next(), key, prompt.Text, null, prompt.Interruptible) { MustBeHeard = mustBeHeard });

    /// <summary>Adds a sound behind the others. For the call's loop.</summary>
    public void Play(string key, AudioClip clip) => Post(new(Next(), key, null, clip, true));

    /// <summary>Says on what was interrupted, from a little before where it was; behind the others. For the call's loop.</summary>
    public void Resume(VoiceLine line, TimeSpan played)
    {
        var from = line.From + played - Overlap;
        Post(line with { Id = Next(), From = from > TimeSpan.Zero ? from : TimeSpan.Zero });
    }

    /// <summary>Stops and drops everything said or waiting, but what must be heard. For the call's loop.</summary>
    public void Hush()
    {
        Volatile.Write(ref _hushed, LastLine);
        Playback.StopAll();
    }

    /// <summary>The party speaks: what may be interrupted stops, and so does what waits behind it. Nothing happens during a sentence that has to be heard. For the receive loop.</summary>
    public void BargeIn()
    {
        if (_speaking is not { Interruptible: true })
            return;
        Volatile.Write(ref _bargedInto, LastLine);
        Playback.Interrupt();
    }

    /// <summary>Fetches and enqueues line after line until <see cref="Complete"/>.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (await _lines.Reader.WaitToReadAsync(cancellation))
        {
            while (_lines.Reader.TryRead(out var line))
                await FetchAsync(line, cancellation);
        }
    }

    public void Complete() => _lines.Writer.TryComplete();

    void IPlaybackObserver.OnPlaybackStarted(long id)
    {
        if (!_unfinished.TryGetValue(id, out var line))
            return;
        _speaking = line;
        var at = _clock.Elapsed;
        var spoken = line.Text is { } text ? new SpokenLine((long)at.TotalMilliseconds, _role, "ramais", text.Text) : null;
        _inbox.TryWrite(new PromptStartedMessage(_role, line.Key, at, line.Ready, spoken));
    }

    void IPlaybackObserver.OnPlaybackEnded(PlaybackResult result)
    {
        if (_unfinished.TryGetValue(result.Id, out var line))
            End(line, result.Played, result.Completed);
    }

    void IPlaybackObserver.OnPeerStuck() => _onStuck();

    /// <summary>The playback begins with the first sentence; the others follow it while it plays.</summary>
    private async Task FetchAsync(VoiceLine line, CancellationToken cancellation)
    {
        var (sound, wasBegun) = (new SoundInParts(), false);
        var skip = (int)(line.From / AudioClip.FrameDuration) * AudioClip.FrameSamples;
        try
        {
            await foreach (var clip in PartsOf(line, cancellation))
            {
                sound.Append(new(clip.Samples[Math.Min(skip, clip.Samples.Length)..]));
                skip -= Math.Min(skip, clip.Samples.Length);
                if (IsDropped(line))
                    break;
                if (skip > 0 || wasBegun)
                    continue;
                wasBegun = true;
                if (!Begin(line, sound))
                    return;
            }
        }
        finally
        {
            sound.Complete();
        }
        if (!wasBegun)
            Begin(line, sound);
    }

    private IAsyncEnumerable<AudioClip> PartsOf(VoiceLine line, CancellationToken cancellation) =>
        line.Text is { } text ? _prompts.SpeakAsync(text, cancellation) : AsyncEnumerable.Repeat(line.Clip!, 1);

    /// <summary>Hands the line to the ticker, unless it is not wanted any more.</summary>
    /// <returns>Whether it was handed over.</returns>
    private bool Begin(VoiceLine line, SoundInParts sound)
    {
        line.Ready = _clock.Elapsed;
        if (IsDropped(line) || !Playback.Enqueue(new(line.Id, sound, line.Interruptible, line.MustBeHeard)))
        {
            End(line, TimeSpan.Zero, completed: false);
            return false;
        }
        DropIfOvertaken(line);
        return true;
    }

    private long Next() => Interlocked.Increment(ref _posted);

    private void Post(VoiceLine line)
    {
        _unfinished[line.Id] = line;
        Interlocked.Increment(ref _outstanding);
        if (!_lines.Writer.TryWrite(line))
            End(line, TimeSpan.Zero, completed: false);
    }

    private bool IsDropped(VoiceLine line) => IsHushed(line) || IsInterrupted(line);

    private bool IsHushed(VoiceLine line) => !line.MustBeHeard && line.Id <= Volatile.Read(ref _hushed);

    private bool IsInterrupted(VoiceLine line) =>
        line.Interruptible && line.Id <= Volatile.Read(ref _bargedInto) && line.Id > Volatile.Read(ref _hushed);

    /// <summary>A hush that came between the check and the enqueueing did not see this line. Nothing later is enqueued yet.</summary>
    private void DropIfOvertaken(VoiceLine line)
    {
        if (IsHushed(line))
            Playback.StopAll();
        else if (IsDropped(line))
            Playback.Interrupt();
    }

    private void End(VoiceLine line, TimeSpan played, bool completed)
    {
        if (!_unfinished.TryRemove(line.Id, out _))
            return;
        if (_speaking == line)
            _speaking = null;
        var detail = completed ? line.Key : $"{line.Key} interrupted after {played.TotalMilliseconds:F0} ms";
        var entry = completed || played > TimeSpan.Zero ? new TimelineEntry(_clock.ElapsedMs, _role, "prompt_ended", detail) : null;
        _inbox.TryWrite(!completed && IsInterrupted(line)
            ? new InterruptedMessage(_role, line, played, entry)
            : new CallMessage(new PromptEnded(_role, line.Key, completed), entry));
        NoteEnd(line.Id);
    }

    /// <summary>
    /// Lines end on two threads and not in order, and the call's loop may post another one meanwhile. The highest ended number, read after
    /// the count reached zero, tells the loop whether this silence is still true.
    /// </summary>
    private void NoteEnd(long id)
    {
        for (var seen = Volatile.Read(ref _lastEnded); seen < id; seen = Volatile.Read(ref _lastEnded))
            Interlocked.CompareExchange(ref _lastEnded, id, seen);
        if (Interlocked.Decrement(ref _outstanding) == 0)
            _inbox.TryWrite(new SpokenMessage(_role, Volatile.Read(ref _lastEnded)));
    }

}
