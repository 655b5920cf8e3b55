using Ramais.Conversation;
using Ramais.Testing;

namespace Ramais.Tests.Calls;

/// <summary>CONSENT=voice|key|both. A no by either way always counts.</summary>
public sealed class ConsentPolicyTests
{
    private static readonly ConversationPolicy Key = new() { Consent = ConsentPolicy.Key };
    private static readonly ConversationPolicy Both = new() { Consent = ConsentPolicy.Both };

    [Fact]
    public void Where_the_key_is_needed_a_spoken_yes_opens_nothing() => Run(Key, async (gate, visitor, resident) =>
    {
        await resident.HearsAsync("resident.ask");
        await resident.SayAsync("sim, pode entrar");
        await resident.HearsAsync("resident.press_key");
        Assert.Empty(gate.Outbox.Kept);
        resident.Press("1");
        await visitor.HearsAsync("visitor.authorized.delivery");
        await gate.QuietAsync();
        Assert.True(Assert.Single(gate.Outbox.Kept).Authorized);
    });

    [Fact]
    public void Where_both_are_needed_the_key_is_asked_after_the_spoken_yes() => Run(Both, async (gate, visitor, resident) =>
    {
        await resident.HearsAsync("resident.ask.voice");
        await resident.SayAsync("sim, pode entrar");
        await resident.HearsAsync("resident.press_key");
        Assert.Empty(gate.Outbox.Kept);
        resident.Press("1");
        await visitor.HearsAsync("visitor.authorized.delivery");
        await gate.QuietAsync();
        Assert.Equal("both", Assert.Single(gate.Outbox.Kept).By);
    });

    [Theory]
    [InlineData("greeting")]
    [InlineData("announcement")]
    [InlineData("question")]
    public void Where_both_are_needed_the_spoken_yes_is_asked_after_the_key(string moment) => Run(Both, async (gate, visitor, resident) =>
    {
        if (moment == "announcement")
            await resident.StartsHearingAsync("resident.announce.delivery");
        else if (moment == "question")
            await resident.HearsAsync("resident.ask.voice");
        resident.Press("1");
        await resident.HearsAsync(moment == "greeting" ? "resident.ask.voice" : "resident.say_yes");
        if (moment == "greeting")
        {
            resident.Press("1"); // the first one came before there was anything to answer
            await resident.HearsAsync("resident.say_yes");
        }
        Assert.Empty(gate.Outbox.Kept);
        await resident.SayAsync("sim, pode entrar");
        await visitor.HearsAsync("visitor.authorized.delivery");
        await gate.QuietAsync();
        Assert.Equal("both", Assert.Single(gate.Outbox.Kept).By);
    });

    [Theory]
    [InlineData(ConsentPolicy.Key, "não, não autorizo")]
    [InlineData(ConsentPolicy.Both, "não, não autorizo")]
    [InlineData(ConsentPolicy.Key, "2")]
    [InlineData(ConsentPolicy.Both, "2")]
    internal void A_no_needs_nothing_else(ConsentPolicy consent, string no) => Run(new() { Consent = consent }, async (gate, visitor, resident) =>
    {
        await resident.HearsAsync(consent == ConsentPolicy.Key ? "resident.ask" : "resident.ask.voice");
        if (no == "2")
            resident.Press("2");
        else
            await resident.SayAsync(no);
        await visitor.HearsAsync("visitor.denied.delivery");
        await gate.QuietAsync();
        Assert.False(Assert.Single(gate.Outbox.Kept).Authorized);
    });

    [Fact]
    public void A_no_after_a_spoken_yes_is_a_no() => Run(Both, async (gate, visitor, resident) =>
    {
        await resident.HearsAsync("resident.ask.voice");
        await resident.SayAsync("sim, pode entrar");
        await resident.HearsAsync("resident.press_key");
        resident.Press("2");
        await visitor.HearsAsync("visitor.denied.delivery");
        await gate.QuietAsync();
    });

    [Fact]
    public void Hearing_it_again_takes_a_yes_back() => Run(Both, async (gate, visitor, resident) =>
    {
        await resident.HearsAsync("resident.ask.voice");
        await resident.SayAsync("sim, pode entrar");
        await resident.HearsAsync("resident.press_key");
        resident.Press("3");
        await resident.HearsAsync("resident.ask.voice");
        resident.Press("1");
        await resident.HearsAsync("resident.say_yes");
        Assert.Empty(gate.Outbox.Kept);
        visitor.HangUp();
    });

    [Fact]
    public void Where_nobody_can_hear_a_yes_the_key_is_enough() => Script.Run(
        async gate =>
        {
            var (visitor, resident) = await Script.UntilAskedAsync(gate);
            resident.Press("1");
            await visitor.HearsAsync("visitor.authorized.delivery");
        },
        policy: Both);

    [Fact]
    public void A_gate_may_be_stricter_or_laxer_than_its_condominium()
    {
        var aurora = FixedDirectory.Aurora with { Consent = ConsentPolicy.Key };
        Assert.Equal(ConsentPolicy.Both, new ConversationContext(aurora, new(), HasRecogniser: true) { OwnConsent = ConsentPolicy.Both }.Consent);
        Assert.Equal(ConsentPolicy.Voice, new ConversationContext(aurora, new(), HasRecogniser: true) { OwnConsent = ConsentPolicy.Voice }.Consent);
        Assert.Equal(ConsentPolicy.Key, new ConversationContext(aurora, new(), HasRecogniser: false) { OwnConsent = ConsentPolicy.Voice }.Consent);
    }

    [Fact]
    public void A_condominium_has_its_own_rule()
    {
        var aurora = FixedDirectory.Aurora with { Consent = ConsentPolicy.Key };
        Assert.Equal(ConsentPolicy.Key, new ConversationContext(aurora, Both, HasRecogniser: true).Consent);
        Assert.Equal(ConsentPolicy.Both, new ConversationContext(FixedDirectory.Aurora, Both, HasRecogniser: true).Consent);
    }

    private static void Run(ConversationPolicy policy, Func<Gatehouse, SimulatedPhone, SimulatedPhone, Task> script) => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorUntilRingingAsync(gate);
            await script(gate, visitor, gate.Resident());
        },
        voice: true,
        policy: policy);
}
