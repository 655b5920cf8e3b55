using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Speaking;

/// <summary>A playback with a phone that keeps what it hears, and a list of what was reported, each with its instant in milliseconds.</summary>
internal sealed class Theatre : IPlaybackObserver
{
    private readonly VirtualTimeProvider _clock;

    public Theatre(VirtualTimeProvider clock)
    {
        _clock = clock;
        Sink = new Phone(clock);
        Playback = new Playback(Sink, this, clock);
        Pacer = new VirtualPacer(clock);
    }

    public Playback Playback { get; }

    public VirtualPacer Pacer { get; }

    public Phone Sink { get; }

    public List<string> Events { get; } = [];

    public List<PlaybackResult> Ended { get; } = [];

    public double Now => _clock.Elapsed.TotalMilliseconds;

    /// <summary>Samples that count from 1.</summary>
    public static AudioClip Ramp(int samples) => new(Enumerable.Range(1, samples).Select(i => (short)i).ToArray());

    /// <summary>Plays in virtual time, with the playback on the pacer.</summary>
    public static void Stage(Func<Theatre, Task> play) => VirtualTime.Run(async clock =>
    {
        var stage = new Theatre(clock);
        stage.Pacer.Add(stage.Playback);
        await play(stage);
    });

    public Task PassAsync(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), _clock);

    public void OnPlaybackStarted(long id) => Events.Add($"{Now} started {id}");

    public void OnPlaybackEnded(PlaybackResult result)
    {
        Ended.Add(result);
        Events.Add($"{Now} ended {result.Id} after {result.Played.TotalMilliseconds} {(result.Completed ? "completed" : "cut")}");
    }

    public void OnPeerStuck() => Events.Add($"{Now} stuck");

    internal sealed class Phone(VirtualTimeProvider clock) : IFrameSink
    {
        public bool Reads { get; set; } = true;

        public Exception? Failure { get; set; }

        public Action? OnSending { get; set; }

        public List<(double At, short[] Frame)> Sent { get; } = [];

        public IEnumerable<short> Samples => Sent.SelectMany(sent => sent.Frame);

        public bool TrySend(ReadOnlySpan<short> frame)
        {
            if (Failure is not null)
                throw Failure;
            OnSending?.Invoke();
            if (Reads)
                Sent.Add((clock.Elapsed.TotalMilliseconds, frame.ToArray()));
            return Reads;
        }
    }

    internal sealed class Ignore : IPlaybackObserver
    {
        public void OnPlaybackStarted(long id)
        {
        }

        public void OnPlaybackEnded(PlaybackResult result)
        {
        }

        public void OnPeerStuck()
        {
        }
    }
}
