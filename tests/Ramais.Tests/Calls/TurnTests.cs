using Ramais.Calls;
using Ramais.Testing;

namespace Ramais.Tests.Calls;

/// <summary>How fast a turn is, and what an interruption that was none costs. With providers that answer at once.</summary>
public sealed class TurnTests
{
    // A simulated phone sends a frame when its 20 ms begin, a real one when they are over: here everything is heard 20 ms early.
    private const int Early = 20;

    [Fact]
    public void The_answer_begins_50_ms_after_the_silence_that_ends_an_open_answer_at_most() => Script.Run(
        async gate =>
        {
            var visitor = gate.Visitor();
            await visitor.HearsAsync("visitor.ask_intent.voice");
            await visitor.PauseAsync(0.5);
            await visitor.SayAsync("boa tarde, é uma entrega");
            await visitor.StartsHearingAsync("visitor.ask_apartment.voice");
            await visitor.PauseAsync(0.1);

            var turn = Turn(gate);
            Assert.InRange(turn.EndpointingMs, 800 - Early, 820 - Early);
            Assert.InRange(turn.FirstAudioMs, 800 - Early, 850 - Early);
            Assert.InRange(turn.FirstAudioMs - turn.EndpointingMs, 0, 30);
            Assert.Equal(turn.FirstAudioMs, turn.EndpointingMs + turn.RecognitionMs + turn.UnderstandingMs + turn.SynthesisMs + turn.PlaybackMs);
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void The_resident_is_answered_within_30_ms_of_the_silence_that_ends_a_yes() => Script.Run(
        async gate =>
        {
            var (visitor, resident) = await Script.UntilAskedAsync(gate);
            await resident.SayAsync("sim, pode entrar");
            await resident.StartsHearingAsync("resident.authorized");
            await resident.PauseAsync(0.1);

            var turn = Turn(gate);
            Assert.InRange(turn.EndpointingMs, 500 - Early, 520 - Early);
            Assert.InRange(turn.FirstAudioMs - turn.EndpointingMs, 0, 30);
            await visitor.Ended;
        },
        voice: true);

    [Theory]
    [InlineData(false, 500)]
    [InlineData(true, 350)]
    public void A_whole_number_is_answered_sooner(bool streams, int silenceMs) => Script.Run(
        async gate =>
        {
            gate.Recogniser.Streams = streams;
            var visitor = gate.Visitor();
            await visitor.HearsAsync("visitor.ask_intent.voice");
            visitor.Press("1");
            await visitor.HearsAsync("visitor.ask_apartment.voice");
            await visitor.PauseAsync(0.5);
            await visitor.SayAsync("apartamento quinhentos e um");
            await visitor.StartsHearingAsync("visitor.ask_name");
            await visitor.PauseAsync(0.1);

            Assert.InRange(Turn(gate).FirstAudioMs, silenceMs - Early, silenceMs + 50 - Early);
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void Who_hesitates_is_waited_for() => Script.Run(
        async gate =>
        {
            gate.Recogniser.Streams = true;
            var visitor = gate.Visitor();
            await visitor.HearsAsync("visitor.ask_intent.voice");
            visitor.Press("1");
            await visitor.HearsAsync("visitor.ask_apartment.voice");
            await visitor.PauseAsync(0.5);
            await visitor.SayAsync("é quinhentos e");
            await visitor.PauseAsync(0.9);
            await visitor.SayAsync("um", 0.3);
            await visitor.PauseAsync(3);

            Assert.Single(gate.View().Timeline, entry => entry.Event == "speech_ended");
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void A_slow_recogniser_shows_in_its_part_of_the_turn() => Script.Run(
        async gate =>
        {
            gate.Recogniser.Delay = TimeSpan.FromMilliseconds(700);
            var visitor = gate.Visitor();
            await visitor.HearsAsync("visitor.ask_intent.voice");
            await visitor.PauseAsync(0.5);
            await visitor.SayAsync("boa tarde, é uma entrega");
            await visitor.HearsAsync("visitor.ask_apartment.voice");

            var turn = Turn(gate);
            Assert.InRange(turn.RecognitionMs, 700, 720);
            Assert.InRange(turn.FirstAudioMs, 1500 - Early, 1550 - Early);
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void A_sentence_that_something_unintelligible_stopped_goes_on() => Script.Run(
        async gate =>
        {
            var visitor = gate.Visitor();
            await visitor.StartsHearingAsync("visitor.ask_intent.voice");
            await visitor.PauseAsync(0.5);
            await visitor.SendAsync(new(Speech.Voiced(TimeSpan.FromMilliseconds(600))));
            var cut = await visitor.HearsAsync("visitor.ask_intent.voice");
            var rest = await visitor.HearsAsync("visitor.ask_intent.voice");

            Assert.False(cut.Complete);
            Assert.True(rest.Complete);
            var whole = gate.Prompts.Asked.First(asked => asked.Key == "visitor.ask_intent.voice").Text.Length * 0.04;
            Assert.Equal(whole + 0.4, Seconds(cut) + Seconds(rest), 0.1);
            visitor.Press("1");
            await visitor.HearsAsync("visitor.ask_apartment.voice");
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void A_key_is_no_reason_to_go_on() => Script.Run(
        async gate =>
        {
            var visitor = gate.Visitor();
            await visitor.StartsHearingAsync("visitor.ask_intent.voice");
            await visitor.PauseAsync(0.5);
            await visitor.SendAsync(new(Speech.Voiced(TimeSpan.FromMilliseconds(600))));
            visitor.Press("1");
            await visitor.HearsAsync("visitor.ask_apartment.voice");

            Assert.Single(visitor.HeardKeys, key => key == "visitor.ask_intent.voice");
            visitor.HangUp();
        },
        voice: true);

    private static double Seconds(HeardSentence heard) => (heard.EndedAt!.Value - heard.StartedAt).TotalSeconds;

    private static TurnTimes Turn(Gatehouse gate) => gate.View().Timeline.Last(entry => entry.Event == "turn").Turn!;
}
