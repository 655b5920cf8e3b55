using Ramais.Conversation;
using Ramais.Testing;

namespace Ramais.Tests.Calls;

/// <summary>"Um instante…", when an answer takes more than 1.2 s. Heard through real frames, in virtual time.</summary>
public sealed class FillerTests
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(3);

    [Fact]
    public void Who_is_answered_in_time_hears_no_filler() => Script.RunUnderstanding(async (gate, understanding) =>
    {
        understanding.Delay = TimeSpan.FromSeconds(1.1);
        var visitor = await Script.VisitorSaysAsync(gate, "é uma entrega");
        await visitor.HearsAsync("visitor.ask_apartment.voice");
        await visitor.PauseAsync(3);
        Assert.DoesNotContain(Filler.Key, visitor.HeardKeys);
        visitor.HangUp();
    });

    [Fact]
    public void A_slow_provider_is_bridged_once_and_its_answer_follows() => Script.RunUnderstanding(async (gate, understanding) =>
    {
        understanding.Delay = TimeSpan.FromSeconds(5.5);
        var visitor = await Script.VisitorSaysAsync(gate, "é uma entrega");
        var filler = await visitor.HearsAsync(Filler.Key);
        var answer = await visitor.HearsAsync("visitor.ask_apartment.voice");
        Assert.True(filler.Complete);
        Assert.Equal(1200, SinceEndOfSpeech(gate, filler), 50.0);
        Assert.True(answer.StartedAt >= filler.EndedAt);
        Assert.Single(visitor.HeardKeys, Filler.Key);
        visitor.HangUp();
    });

    [Fact]
    public void The_answer_waits_for_the_end_of_the_filler_and_no_longer() => Script.RunUnderstanding(async (gate, understanding) =>
    {
        understanding.Delay = TimeSpan.FromSeconds(1.3);
        var visitor = await Script.VisitorSaysAsync(gate, "é uma entrega");
        var filler = await visitor.HearsAsync(Filler.Key);
        var answer = await visitor.HearsAsync("visitor.ask_apartment.voice");
        Assert.True(filler.Complete);
        Assert.Equal(20, (answer.StartedAt - filler.EndedAt!.Value).TotalMilliseconds, 1.0); // the last frame arrives as it begins
        visitor.HangUp();
    });

    [Fact]
    public void A_slow_recogniser_is_bridged_as_well() => Script.Run(
        async gate =>
        {
            gate.Recogniser.Delay = Slow;
            var visitor = await Script.VisitorSaysAsync(gate, "é uma entrega");
            var filler = await visitor.HearsAsync(Filler.Key);
            await visitor.HearsAsync("visitor.ask_apartment.voice");
            Assert.Equal(1200, SinceEndOfSpeech(gate, filler), 50.0);
            Assert.Single(visitor.HeardKeys, Filler.Key);
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void The_turn_counts_to_the_answer() => Script.RunUnderstanding(async (gate, understanding) =>
    {
        understanding.Delay = Slow;
        var visitor = await Script.VisitorSaysAsync(gate, "é uma entrega");
        await visitor.HearsAsync("visitor.ask_apartment.voice");
        Assert.InRange(gate.View().Timeline.Last(entry => entry.Event == "turn").Turn!.FirstAudioMs, 3700, 3900);
        visitor.HangUp();
    });

    [Fact]
    public void A_visitor_who_leaves_during_it_ends_the_call() => Script.RunUnderstanding(async (gate, understanding) =>
    {
        understanding.Delay = Slow;
        var visitor = await Script.VisitorSaysAsync(gate, "é uma entrega");
        await visitor.StartsHearingAsync(Filler.Key);
        visitor.HangUp();
        await gate.QuietAsync();
        Assert.Equal(("abandoned", 1), (gate.View().Result, understanding.GivenUp));
    });

    [Fact]
    public void Who_speaks_on_stops_it_and_it_does_not_go_on() => Script.RunUnderstanding(async (gate, understanding) =>
    {
        understanding.Delay = Slow;
        var visitor = await Script.VisitorSaysAsync(gate, "é uma entrega");
        await visitor.StartsHearingAsync(Filler.Key);
        await visitor.SendAsync(new(Speech.Voiced(TimeSpan.FromMilliseconds(600))));
        Assert.False((await visitor.HearsAsync(Filler.Key)).Complete);
        await visitor.HearsAsync("visitor.ask_apartment.voice");
        Assert.Single(visitor.HeardKeys, Filler.Key);
        visitor.HangUp();
    });

    [Fact]
    public void A_key_makes_it_needless() => Script.RunUnderstanding(async (gate, understanding) =>
    {
        understanding.Delay = Slow;
        var visitor = await Script.VisitorSaysAsync(gate, "vim aqui falar de um assunto");
        await visitor.PauseAsync(1);
        visitor.Press("1");
        await visitor.HearsAsync("visitor.ask_apartment.voice");
        await visitor.PauseAsync(3);
        Assert.DoesNotContain(Filler.Key, visitor.HeardKeys);
        visitor.HangUp();
    });

    [Fact]
    public void A_name_being_recognised_is_bridged_and_recorded_once() => Script.Run(
        async gate =>
        {
            var visitor = await Script.UntilApartmentAsync(gate);
            visitor.Press("501#");
            gate.Recogniser.Delay = Slow;
            await Script.SayNameAsync(visitor);
            await visitor.HearsAsync(Filler.Key);
            await visitor.HearsAsync("visitor.ringing");
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void A_resident_who_waits_for_the_recogniser_hears_it() => Script.Run(
        async gate =>
        {
            var (visitor, resident) = await Script.UntilAskedAsync(gate);
            gate.Recogniser.Delay = Slow;
            await resident.SayAsync("sim");
            var filler = await resident.HearsAsync(Filler.Key);
            Assert.True(filler.Complete);
            await resident.HearsAsync("resident.authorized");
            await visitor.HearsAsync("visitor.authorized.delivery");
            Assert.DoesNotContain(Filler.Key, visitor.HeardKeys);
            await gate.QuietAsync();
        },
        voice: true);

    [Theory]
    [InlineData(0.8, false)]
    [InlineData(2.5, true)]
    public void A_resident_whose_decision_takes_long_hears_it(double seconds, bool hears) => Script.Run(async gate =>
    {
        gate.Outbox.Acknowledges = TimeSpan.FromSeconds(seconds);
        var (visitor, resident) = await Script.UntilAskedAsync(gate);
        resident.Press("1");
        await resident.HearsAsync("resident.authorized");
        Assert.Equal(hears, resident.HeardKeys.Contains(Filler.Key));
        await visitor.HearsAsync("visitor.authorized.delivery");
        await gate.QuietAsync();
    });

    [Fact]
    public void Nothing_is_said_behind_a_sentence_that_is_under_way() => Script.Run(
        async gate =>
        {
            await Script.VisitorUntilRingingAsync(gate);
            gate.Recogniser.Delay = Slow;
            var resident = gate.Resident();
            await resident.StartsHearingAsync("resident.announce.delivery");
            await resident.SayAsync("sim", 0.8); // the announcement can't be interrupted
            await resident.HearsAsync("resident.ask.voice");
            Assert.DoesNotContain(Filler.Key, resident.HeardKeys);
            resident.Press("2");
            await resident.Ended;
        },
        voice: true);

    private static double SinceEndOfSpeech(Gatehouse gate, HeardSentence filler)
    {
        var timeline = gate.View().Timeline;
        var noticed = timeline.Last(entry => entry.Event == "speech_ended").AtMs + timeline.Last(entry => entry.Event == "turn").Turn!.EndpointingMs;
        return (filler.StartedAt - gate.View().StartedAt).TotalMilliseconds - noticed;
    }
}
