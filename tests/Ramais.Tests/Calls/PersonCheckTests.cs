using Ramais.Voice;

namespace Ramais.Tests.Calls;

/// <summary>Behind an answered telephone there may be a voicemail, which is asked nothing and decides nothing.</summary>
public sealed class PersonCheckTests
{
    [Fact]
    public void A_resident_who_says_nothing_is_spoken_to_after_a_second_and_a_half() => Script.Run(async gate =>
    {
        await Script.VisitorUntilRingingAsync(gate);
        var answered = gate.Time.GetUtcNow();
        var resident = gate.Resident();
        var announced = await resident.HearsAsync("resident.announce.delivery");
        Assert.InRange((announced.StartedAt - answered).TotalSeconds, 1.5, 1.7);
        resident.Press("2");
    });

    [Fact]
    public void A_resident_who_greets_is_spoken_to_when_the_greeting_has_ended() => Script.Run(
        async gate =>
        {
            await Script.VisitorUntilRingingAsync(gate);
            var resident = gate.Resident();
            await resident.PauseAsync(0.8);
            await resident.SayAsync("alô, quem fala?", 2.5);
            var greeted = gate.Time.GetUtcNow();
            Assert.Empty(resident.Heard);
            var announced = await resident.HearsAsync("resident.announce.delivery");
            Assert.InRange((announced.StartedAt - greeted).TotalSeconds, 0.2, 1.6);
            resident.Press("2");
        },
        voice: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_greeting_of_more_than_four_seconds_is_a_voicemail_and_the_next_number_rings(bool voice) => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorUntilRingingAsync(gate, apartment: "402#");
            await gate.RingsAsync();
            var machine = gate.Resident();
            await machine.PauseAsync(0.5);
            var talking = machine.SayAsync("sim, pode entrar, deixe o seu recado após o sinal", 6);
            Assert.Equal("hangup", await machine.Ended);
            Assert.Empty(machine.Heard);

            await gate.RingsAsync(2);
            Assert.Equal(["1003402", "1003492"], gate.ClickToCall.Rings.Select(ring => ring.Phone));
            var resident = gate.Resident();
            await resident.HearsAsync("resident.announce.delivery");
            resident.Press("1");
            await visitor.HearsAsync("visitor.authorized.delivery");
            await gate.QuietAsync();
            Assert.Equal("key", Assert.Single(gate.Outbox.Kept).By);
            Assert.True(talking.IsCompleted || !machine.Heard.Any());
        },
        voice: voice);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_key_1_that_takes_the_call_is_no_yes(bool voice) => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorUntilRingingAsync(gate);
            var resident = gate.Resident();
            resident.Press("1"); // as call screening asks for
            await resident.HearsAsync("resident.announce.delivery");
            await resident.PauseAsync(5);
            Assert.Empty(gate.Outbox.Kept);
            resident.Press("1");
            await visitor.HearsAsync("visitor.authorized.delivery");
            await gate.QuietAsync();
            Assert.Single(gate.Outbox.Kept);
        },
        voice: voice);

    [Fact]
    public void A_machine_that_begins_late_is_noticed_during_the_announcement() => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorUntilRingingAsync(gate);
            await gate.RingsAsync();
            var machine = gate.Resident();
            await machine.StartsHearingAsync("resident.announce.delivery");
            _ = machine.SayAsync("você ligou para a caixa postal, sim", 6);
            Assert.Equal("hangup", await machine.Ended);
            Assert.DoesNotContain(machine.Heard, heard => heard is { Key: "resident.ask.voice", Complete: true });
            await gate.RingsAsync(2);
            visitor.HangUp();
            await gate.QuietAsync();
            Assert.Empty(gate.Outbox.Kept);
        },
        voice: true,
        policy: new() { LongGreeting = TimeSpan.FromSeconds(2) }); // the announcement of the tests is shorter than that of people

    [Theory]
    [InlineData(440)]
    [InlineData(1000)]
    [InlineData(1400)]
    public void A_tone_is_a_voicemail(int hertz) => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        await gate.RingsAsync();
        var machine = gate.Resident();
        await machine.PauseAsync(0.4);
        var beep = machine.SendAsync(Beep(hertz));
        Assert.Equal("hangup", await machine.Ended);
        await gate.RingsAsync(2);
        visitor.HangUp();
        await gate.QuietAsync();

        Assert.Empty(machine.Heard);
        Assert.Empty(gate.Outbox.Kept);
        Assert.Contains(gate.View().Timeline, entry => entry.Event == "tone");
        Assert.NotNull(beep);
    });

    [Fact]
    public void A_voicemail_at_every_number_is_no_answer() => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        foreach (var ring in new[] { 1, 2 })
        {
            await gate.RingsAsync(ring);
            var machine = gate.Resident();
            _ = machine.SayAsync("deixe o seu recado", 6);
            await machine.Ended;
        }
        await visitor.HearsAsync("visitor.no_answer");
        await gate.QuietAsync();
        Assert.Equal("no_answer", gate.View().Result);
    });

    [Fact]
    public void A_refusal_need_not_wait_for_the_announcement() => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        var resident = gate.Resident();
        await resident.PauseAsync(0.3);
        resident.Press("2");
        await visitor.HearsAsync("visitor.denied.delivery");
        await gate.QuietAsync();
        Assert.False(Assert.Single(gate.Outbox.Kept).Authorized);
    });

    [Fact]
    public void A_resident_who_hangs_up_before_anything_was_asked_counts_as_no_answer() => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        foreach (var ring in new[] { 1, 2 })
        {
            await gate.RingsAsync(ring);
            var resident = gate.Resident();
            await resident.PauseAsync(0.7);
            resident.HangUp();
            await resident.Ended;
        }
        await visitor.HearsAsync("visitor.no_answer");
        await gate.QuietAsync();
        Assert.Equal(("no_answer", 0), (gate.View().Result, gate.Outbox.Kept.Count));
    });

    [Fact]
    public void A_visitor_who_leaves_before_the_resident_spoke_is_told_to_the_resident() => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        var resident = gate.Resident();
        await resident.PauseAsync(0.7);
        visitor.HangUp();
        await resident.HearsAsync("resident.visitor_left");
        await gate.QuietAsync();
        Assert.Equal("abandoned", gate.View().Result);
    });

    private static AudioClip Beep(int hertz) =>
        new(Enumerable.Range(0, AudioClip.SampleRate).Select(i => (short)(6000 * Math.Sin(2 * Math.PI * hertz * i / AudioClip.SampleRate))).ToArray());
}
