using Ramais.Server.Providers;
using Ramais.Server.Speech;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Server.Tests.Speech;

/// <summary>The order of recognisers, their limits, breakers and turns, in virtual time.</summary>
public sealed class LayeredRecogniserTests
{
    private static readonly short[] Second = new short[AudioClip.SampleRate];

    [Fact]
    public void The_first_that_answers_is_taken() => Run(async bench =>
    {
        Assert.Equal(new("sim", IsFinal: true, 0.9), await bench.HearAsync());
        Assert.Equal((1, 0), (bench.First.Asked, bench.Second.Asked));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failure_falls_through_to_the_next_which_hears_the_utterance_from_its_beginning(bool atOnce) => Run(async bench =>
    {
        var failure = new ProviderFailedException(ProviderFailure.Status, 500);
        bench.First.FailsAtOnce = atOnce ? failure : null;
        bench.First.Fails = failure;
        bench.Second.Answer = new("não", IsFinal: true, 0.7);
        Assert.Equal("não", (await bench.HearAsync())!.Text);
        Assert.Equal(3 * Second.Length, bench.Second.LastHeard);
        Assert.Equal(["failures vosk status"], bench.Counts);
    });

    [Fact]
    public void The_limit_counts_from_the_end_of_speech() => Run(async bench =>
    {
        bench.First.Delay = bench.Second.Delay = TimeSpan.FromMinutes(1);
        await Assert.ThrowsAsync<ProviderFailedException>(() => bench.HearAsync());
        Assert.Equal(TimeSpan.FromSeconds(3 + 4 + 4), bench.Time.Elapsed); // three seconds of speech, four for each
        Assert.Equal(["failures vosk timeout", "failures openai timeout"], bench.Counts);
    });

    [Fact]
    public void Who_asks_for_patience_is_asked_once_more_after_it() => Run(async bench =>
    {
        bench.First.FailsAtOnce = new(ProviderFailure.Status, 429) { RetryAfter = TimeSpan.FromSeconds(2) };
        var hearing = bench.HearAsync();
        await bench.PassAsync(1);
        bench.First.FailsAtOnce = null;
        Assert.Equal("sim", (await hearing)!.Text);
        Assert.Equal((2, 0), (bench.First.Asked, bench.Second.Asked));
    });

    [Fact]
    public void Who_asks_for_more_patience_than_there_is_time_is_left() => Run(async bench =>
    {
        bench.First.FailsAtOnce = new(ProviderFailure.Status, 429) { RetryAfter = TimeSpan.FromSeconds(5) };
        Assert.NotNull(await bench.HearAsync());
        Assert.Equal((1, 1), (bench.First.Asked, bench.Second.Asked));
        Assert.Equal(TimeSpan.FromSeconds(3), bench.Time.Elapsed);
    });

    [Fact]
    public void Who_refuses_twice_is_left() => Run(async bench =>
    {
        bench.First.FailsAtOnce = new(ProviderFailure.Unreachable) { RetryAfter = TimeSpan.FromMilliseconds(150) };
        Assert.NotNull(await bench.HearAsync());
        Assert.Equal((2, 1), (bench.First.Asked, bench.Second.Asked));
    });

    [Fact]
    public void One_that_keeps_failing_is_left_alone_and_tried_again() => Run(async bench =>
    {
        bench.First.FailsAtOnce = new(ProviderFailure.Unreachable);
        for (var utterance = 0; utterance < 5; utterance++)
            await bench.HearAsync();
        Assert.Equal(3, bench.First.Asked);
        Assert.Equal(2, bench.Counts.Count(c => c == "failures vosk paused"));
        Assert.Single(bench.Log.Warnings, line => line.Contains("em pausa", StringComparison.Ordinal));
        await bench.PassAsync(15.1);
        bench.First.FailsAtOnce = null;
        await bench.HearAsync();
        Assert.Equal(4, bench.First.Asked);
    });

    [Fact]
    public void A_failure_is_logged_with_its_cure_and_without_what_was_said() => Run(async bench =>
    {
        bench.First.FailsAtOnce = new(ProviderFailure.Unreachable);
        await bench.HearAsync();
        Assert.Equal(
            "Reconhecedor vosk: não aceita a conexão, ou a interrompe no meio da resposta; confira se o serviço está no ar, o endereço, a porta e o firewall. Confira com ./ramais doctor.",
            Assert.Single(bench.Log.Warnings));
    });

    [Theory]
    [InlineData("Legendas pela comunidade Amara.org")]
    [InlineData("OBRIGADO POR ASSISTIR!")]
    [InlineData("Inscreva-se no canal. Inscreva-se no canal.")]
    [InlineData("[Música]")]
    [InlineData("...")]
    public void What_models_invent_in_noise_is_nothing(string invented) => Run(async bench =>
    {
        bench.First.Answer = new(invented, IsFinal: true);
        Assert.Null(await bench.HearAsync());
        Assert.Equal((0, "inventions vosk"), (bench.Second.Asked, Assert.Single(bench.Counts)));
    });

    [Theory]
    [InlineData("obrigado")]
    [InlineData("obrigado por assistir o portão pra mim")]
    [InlineData("tchau")]
    [InlineData("não")]
    [InlineData("inscreva-se no canal e autorizo")]
    public void What_somebody_may_say_is_kept(string said) => Run(async bench =>
    {
        bench.First.Answer = new(said, IsFinal: true);
        Assert.Equal(said, (await bench.HearAsync())!.Text);
    });

    [Fact]
    public void Who_waits_longest_is_next() => Run(async bench =>
    {
        bench.First.Delay = TimeSpan.FromSeconds(1);
        var order = new List<int>();
        var hearing = Enumerable.Range(0, 4).Select(async number =>
        {
            await bench.HearAsync(seconds: 0);
            order.Add(number);
        }).ToList();
        foreach (var heard in hearing)
            await heard;
        Assert.Equal([0, 1, 2, 3], order);
        Assert.Equal(TimeSpan.FromSeconds(2), bench.Time.Elapsed); // two at once
    }, atOnce: 2);

    [Fact]
    public void Nobody_waits_for_a_turn_for_ever() => Run(async bench =>
    {
        var first = bench.HearAsync(seconds: 30);
        var failure = await Assert.ThrowsAsync<ProviderFailedException>(() => bench.HearAsync());
        Assert.Equal((ProviderFailure.Busy, SpeechHosting.LongestWait), (failure.Reason, bench.Time.Elapsed));
        await first;
    }, atOnce: 1);

    [Fact]
    public void Names_are_told_only_where_they_may_be() => Run(async bench =>
    {
        await bench.HearAsync();
        Assert.Equal(["Renata"], bench.First.Hints);
        await bench.HearAsync(sendsNames: false);
        Assert.Empty(bench.First.Hints);
    });

    [Fact]
    public void A_recognition_that_is_given_up_leaves_its_turn_to_the_next() => Run(async bench =>
    {
        await using (var recognition = bench.Recogniser().Start(new([], static _ => { })))
            await recognition.WriteAsync(Second, CancellationToken.None);
        Assert.Equal(0, bench.First.LastHeard);
        Assert.NotNull(await bench.HearAsync());
    }, atOnce: 1);

    [Fact]
    public async Task Of_an_endless_utterance_the_oldest_sound_is_lost()
    {
        using var audio = new UtteranceAudio();
        for (short second = 0; second < 40; second++)
            audio.Append(Enumerable.Repeat(second, AudioClip.SampleRate).ToArray());
        audio.Complete();
        var kept = await audio.WholeAsync(TestContext.Current.CancellationToken);
        Assert.Equal((UtteranceAudio.MaxSamples, 10, 39), (kept.Length, kept[0], kept[^1]));
    }

    private static void Run(Func<Bench, Task> test, int atOnce = 8) => VirtualTime.Run(async time =>
    {
        using var bench = new Bench(time, atOnce);
        await test(bench);
    });

    private sealed class Bench : IDisposable
    {
        private readonly CountedMeter _counted = new();
        private readonly SpeechMetrics _metrics;
        private readonly SpeechTurns _turns;
        private readonly GuardedRecogniser[] _guarded;

        public Bench(VirtualTimeProvider time, int atOnce)
        {
            Time = time;
            _metrics = new(_counted.Meter);
            _turns = new(atOnce, SpeechHosting.LongestWait, time);
            (First, Second) = (new(time, "vosk"), new(time, "openai"));
            _guarded = [.. new[] { First, Second }.Select(each => new GuardedRecogniser(each, TimeSpan.FromSeconds(4), time, _metrics, Log))];
        }

        public VirtualTimeProvider Time { get; }

        public FakeRecogniser First { get; }

        public FakeRecogniser Second { get; }

        public RecordingLogger<GuardedRecogniser> Log { get; } = new();

        public List<string> Counts => _counted.Counts;

        public Task PassAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), Time);

        public LayeredRecogniser Recogniser(bool sendsNames = true) => new([.. _guarded], _turns, sendsNames, _metrics);

        /// <summary>Three seconds of speech in real time, as a leg gives them.</summary>
        public async Task<Transcript?> HearAsync(int seconds = 3, bool sendsNames = true)
        {
            await using var recognition = Recogniser(sendsNames).Start(new(["Renata"], static _ => { }));
            for (var second = 0; second < seconds; second++)
            {
                await recognition.WriteAsync(LayeredRecogniserTests.Second, CancellationToken.None);
                await PassAsync(1);
            }
            return await recognition.FinishAsync(CancellationToken.None);
        }

        public void Dispose()
        {
            _counted.Dispose();
            _turns.Dispose();
        }
    }
}
