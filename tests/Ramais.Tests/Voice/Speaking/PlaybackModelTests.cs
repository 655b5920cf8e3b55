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
        Interrupt,
        StopAll,
        Tick,
        Refuse,
        Accept,
    }

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Frequency(
            (6, Gen.Const(Kind.Enqueue)),
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
        var item = new PlaybackItem(id, Clip(id, step.Samples), step.Interruptible);
        switch (step.Kind)
        {
            case Kind.Enqueue:
                Assert.Equal(model.Enqueue(item), stage.Playback.Enqueue(item));
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

    /// <summary>A list of lines with what is left of each; orders take effect at the next tick, as they do for a listener.</summary>
    private sealed class Model
    {
        private readonly List<(PlaybackItem Item, int Sent, bool Doomed)> _lines = [];

        public bool Reads { get; set; } = true;

        public List<short> Heard { get; } = [];

        public List<PlaybackResult> Results { get; } = [];

        public List<long> Accepted { get; } = [];

        public bool Enqueue(PlaybackItem item)
        {
            if (_lines.Count == Playback.Capacity)
                return false;
            _lines.Add((item, 0, false));
            Accepted.Add(item.Id);
            return true;
        }

        public void Drop(Predicate<PlaybackItem> which)
        {
            for (var i = 0; i < _lines.Count; i++)
                if (which(_lines[i].Item))
                    _lines[i] = _lines[i] with { Doomed = true };
        }

        public void Tick()
        {
            End(line => line.Doomed);
            while (_lines.Count > 0 && _lines[0].Sent == _lines[0].Item.Clip.Samples.Length)
                End(line => line == _lines[0]);
            if (!Reads)
                return;
            var frame = new short[160];
            if (_lines.Count > 0)
            {
                var (item, sent, _) = _lines[0];
                var part = item.Clip.Samples[sent..Math.Min(sent + 160, item.Clip.Samples.Length)];
                part.CopyTo(frame);
                _lines[0] = (item, sent + part.Length, false);
            }
            Heard.AddRange(frame);
        }

        public void Close()
        {
            Drop(_ => true);
            End(line => line.Doomed);
        }

        private void End(Predicate<(PlaybackItem Item, int Sent, bool Doomed)> which)
        {
            var gone = _lines.FindAll(which);
            _lines.RemoveAll(which);
            Results.AddRange(gone.Select(line => new PlaybackResult(
                line.Item.Id,
                TimeSpan.FromMilliseconds(line.Sent / 8.0),
                line.Sent == line.Item.Clip.Samples.Length && (line.Sent > 0 || !line.Doomed))));
        }
    }
}
