using Ramais.Conversation;

namespace Ramais.Tests.Calls;

/// <summary>Understanding that takes seconds, comes too late, or words a reply. The call goes on whatever it does.</summary>
public sealed class SlowUnderstandingTests
{
    private const string Everything = "meu nome é Marcos, tenho uma encomenda pro Lucas do trezentos e dois";

    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5.5);

    [Fact]
    public void A_visitor_who_has_spoken_is_not_asked_again_while_the_words_are_understood() => Script.RunUnderstanding(async (gate, understanding) =>
    {
        understanding.Delay = Slow;
        var visitor = gate.Visitor();
        await visitor.StartsHearingAsync("visitor.ask_intent.voice");
        await visitor.SayAsync(Everything, 3);
        await visitor.HearsAsync("visitor.ringing");
        visitor.HangUp();
        Assert.Equal(["visitor.greeting", "visitor.ask_intent.voice", "call.one_moment", "visitor.ringing"], visitor.HeardKeys.Take(4));
        Assert.Equal(("1003302", 1), (gate.ClickToCall.Rings[0].Phone, understanding.Turns.Count));
    });

    [Fact]
    public void An_answer_that_a_key_overtook_changes_nothing() => Script.RunUnderstanding(async (gate, understanding) =>
    {
        understanding.Delay = Slow;
        understanding.Answer = _ => new(new VisitorSlots(VisitIntent.Visit, "Ninguém", "302", "Lucas Martinelli", "Lucas"));
        var visitor = gate.Visitor();
        await visitor.HearsAsync("visitor.ask_intent.voice");
        await visitor.SayAsync("vim aqui falar de um assunto");
        await gate.PassAsync(2);
        visitor.Press("1");
        await visitor.HearsAsync("visitor.ask_apartment.voice");
        await gate.PassAsync(4);
        Assert.Equal("asking_apartment", gate.View().State);
        visitor.Press("501#");
        await visitor.HearsAsync("visitor.ask_name");
        Assert.Empty(gate.ClickToCall.Rings);
        visitor.HangUp();
    });

    [Fact]
    public void A_visitor_who_leaves_is_not_understood_any_more() => Script.RunUnderstanding(async (gate, understanding) =>
    {
        understanding.Delay = Slow;
        var visitor = gate.Visitor();
        await visitor.HearsAsync("visitor.ask_intent.voice");
        await visitor.SayAsync(Everything, 3);
        await gate.PassAsync(2);
        visitor.HangUp();
        await gate.QuietAsync();
        Assert.Equal((1, 1), (understanding.Turns.Count, understanding.GivenUp));
        Assert.Empty(gate.ClickToCall.Rings);
    });

    [Fact]
    public void Who_speaks_on_gives_up_the_earlier_turn_and_loses_no_word() => Script.RunUnderstanding(async (gate, understanding) =>
    {
        understanding.Delay = Slow;
        var visitor = gate.Visitor();
        await visitor.HearsAsync("visitor.ask_intent.voice");
        await visitor.SayAsync("é uma encomenda");
        await gate.PassAsync(2.5);
        await visitor.SayAsync("pro quinhentos e um");
        await visitor.HearsAsync("visitor.ask_name");
        Assert.Equal("é uma encomenda. pro quinhentos e um", understanding.Turns[^1].Text);
        Assert.Equal((2, 1, false), (understanding.Turns.Count, understanding.GivenUp, understanding.HadTwoAtOnce));
        visitor.HangUp();
    });

    [Fact]
    public void A_name_understood_too_late_is_left_to_the_recording() => Script.RunUnderstanding(async (gate, understanding) =>
    {
        understanding.Delay = Slow;
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        await gate.PassAsync(4);
        var resident = gate.Resident();
        await resident.HearsAsync("meu nome é Marcos");
        await resident.HearsAsync("resident.ask.voice");
        resident.Press("1");
        await visitor.HearsAsync("visitor.authorized.delivery");
        await gate.QuietAsync();
        Assert.Equal((true, "501", "key"), (gate.Outbox.Kept[0].Authorized, gate.Outbox.Kept[0].Apartment, gate.Outbox.Kept[0].By));
    });

    [Fact]
    public void A_stop_of_the_server_does_not_wait_for_the_answer() => Script.RunUnderstanding(async (gate, understanding) =>
    {
        understanding.Delay = TimeSpan.FromMinutes(4);
        var visitor = gate.Visitor();
        await visitor.HearsAsync("visitor.ask_intent.voice");
        await visitor.SayAsync(Everything, 3);
        await gate.PassAsync(2);
        gate.Stop();
        await visitor.HearsAsync("call.stopping");
        await gate.QuietAsync();
        Assert.Equal(1, understanding.GivenUp);
        Assert.True(gate.Time.Elapsed < TimeSpan.FromMinutes(1), $"{gate.Time.Elapsed}");
    });

    [Fact]
    public void A_worded_reply_is_said_before_our_own_question() => Script.RunUnderstanding(async (gate, understanding) =>
    {
        understanding.Answer = _ => new(VisitorSlots.Empty, "Não sei quanto tempo demora.");
        var visitor = gate.Visitor();
        await visitor.HearsAsync("visitor.ask_intent.voice");
        await visitor.SayAsync("quanto tempo isso demora?");
        await visitor.HearsAsync("visitor.reply");
        await visitor.HearsAsync("visitor.ask_intent.voice");
        Assert.Contains(gate.View().Transcript, line => line.Text == "Não sei quanto tempo demora.");
        visitor.HangUp();
    });

    [Fact]
    public void Replies_do_not_keep_a_call_going_for_ever() => Script.RunUnderstanding(async (gate, understanding) =>
    {
        understanding.Answer = _ => new(VisitorSlots.Empty, "Não sei.");
        var visitor = gate.Visitor();
        for (var asked = 0; asked < 4; asked++)
        {
            await visitor.HearsAsync("visitor.ask_intent.voice");
            await visitor.SayAsync("quanto tempo isso demora?");
        }
        await visitor.HearsAsync("visitor.failed");
        await visitor.Ended;
        Assert.Empty(gate.ClickToCall.Rings);
    });
}
