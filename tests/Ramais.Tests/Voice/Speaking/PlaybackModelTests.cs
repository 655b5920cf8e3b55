using CsCheck;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Speaking;

/// <summary>Random lives of a playback against a model that is too simple to be wrong: what is said and what is reported must agree.</summary>
public class PlaybackModelTests
{
    private enum Kind
    {
        Enqueue,
        Begin,
        Append,
        Complete,
        Interrupt,
        StopAll,
        Tick,
        Refuse,
        Accept,
    }

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Frequency(
            (5, Gen.Const(Kind.Enqueue)),
            (3, Gen.Const(Kind.Begin)),
            (3, Gen.Const(Kind.Append)),
            (4, Gen.Const(Kind.Complete)),
            (2, Gen.Const(Kind.Interrupt)),
            (1, Gen.Const(Kind.StopAll)),
            (12, Gen.Const(Kind.Tick)),
            (1, Gen.Const(Kind.Refuse)),
            (2, Gen.Const(Kind.Accept))),
        Gen.Int[0, 700],
        Gen.Bool,
        (kind, samples, interruptible) => new Step(kind, samples, interruptible));

    [Fact]
    public void Sound_and_reports_agree_with_the_model_and_every_item_is_reported_exactly_once() => Steps.Array[1, 120].Sample(steps =>
    {
        var clock = new VirtualTimeProvider();
        var stage = new Theatre(clock);
        var model = new Model();
        for (var i = 0; i < steps.Length; i++)
            Apply(steps[i], i, stage, model, clock);
        stage.Playback.CloseAsync();
        Assert.False(stage.Playback.Tick(clock.GetTimestamp(), 1));
        model.Close();

        Assert.Equal(model.Heard, stage.Sink.Samples);
        Assert.Equal(model.Results, stage.Ended);
        Assert.Equal(model.Accepted, stage.Ended.Select(result => result.Id).Order());
    });

    private static void Apply(Step step, int id, Theatre stage, Model model, VirtualTimeProvider clock)
    {
        var clip = Clip(id, step.Kind == Kind.Begin ? step.Samples + 1 : step.Samples);
        switch (step.Kind)
        {
            case Kind.Enqueue or Kind.Begin:
                var sound = new SoundInParts();
                sound.Append(clip);
                if (step.Kind == Kind.Enqueue)
                    sound.Complete();
                var item = new PlaybackItem(id, sound, step.Interruptible);
                Assert.Equal(model.Enqueue(item, clip), stage.Playback.Enqueue(item));
                break;
            case Kind.Append when model.Open is { } open:
                open.Item.Sound.Append(clip);
                open.Samples.AddRange(clip.Samples.ToArray());
                break;
            case Kind.Complete when model.Open is { } open:
                open.Item.Sound.Complete();
                break;
            case Kind.Append or Kind.Complete:
                break;
            case Kind.Interrupt:
                stage.Playback.Interrupt();
                model.Drop(waiting => waiting.Interruptible);
                break;
            case Kind.StopAll:
                stage.Playback.StopAll();
                model.Drop(_ => true);
                break;
            case Kind.Tick:
                clock.MoveTo(clock.Elapsed + AudioClip.FrameDuration);
                Assert.True(stage.Playback.Tick(clock.GetTimestamp(), 1));
                model.Tick();
                break;
            default:
                stage.Sink.Reads = model.Reads = step.Kind == Kind.Accept;
                break;
        }
    }

    private static AudioClip Clip(int id, int samples) => new(Enumerable.Range(1, samples).Select(i => (short)((id * 200) + i)).ToArray());

    private sealed record Step(Kind Kind, int Samples, bool Interruptible);

    private sealed class Line(PlaybackItem item, List<short> samples)
    {
        public PlaybackItem Item => item;

        public List<short> Samples => samples;

        public int Sent { get; set; }

        public bool IsDoomed { get; set; }

        public bool IsOver => item.Sound.IsComplete && Sent == samples.Count;
    }

    /// <summary>A list of lines with what is left of each; orders take effect at the next tick, as they do for a listener.</summary>
    private sealed class Model
    {
        private readonly List<Line> _lines = [];

        public bool Reads { get; set; } = true;

        public List<short> Heard { get; } = [];

        public List<PlaybackResult> Results { get; } = [];

        public List<long> Accepted { get; } = [];

        /// <summary>The first that is still in the making.</summary>
        public Line? Open => _lines.Find(line => !line.Item.Sound.IsComplete);

        public bool Enqueue(PlaybackItem item, AudioClip clip)
        {
            if (_lines.Count == Playback.Capacity)
                return false;
            _lines.Add(new(item, [.. clip.Samples.ToArray()]));
            Accepted.Add(item.Id);
            return true;
        }

        public void Drop(Predicate<PlaybackItem> which) => _lines.FindAll(line => which(line.Item)).ForEach(line => line.IsDoomed = true);

        public void Tick()
        {
            End(line => line.IsDoomed);
            while (_lines is [{ IsOver: true } first, ..])
                End(line => line == first);
            if (!Reads)
                return;
            var frame = new short[160];
            if (_lines is [var playing, ..])
            {
                var part = playing.Samples.Skip(playing.Sent).Take(160).ToArray();
                part.CopyTo(frame, 0);
                playing.Sent += part.Length;
            }
            Heard.AddRange(frame);
        }

        public void Close()
        {
            Drop(_ => true);
            End(line => line.IsDoomed);
        }

        private void End(Predicate<Line> which)
        {
            var gone = _lines.FindAll(which);
            _lines.RemoveAll(which);
            Results.AddRange(gone.Select(line => new PlaybackResult(
                line.Item.Id, TimeSpan.FromMilliseconds(line.Sent / 8.0), line.IsOver && (line.Sent > 0 || !line.IsDoomed))));
        }
    }
}
