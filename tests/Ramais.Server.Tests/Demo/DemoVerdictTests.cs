using Ramais.Server.Demo;
using Ramais.Server.Http;
using Ramais.Server.Phone;

namespace Ramais.Server.Tests.Demo;

public class DemoVerdictTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DemoOptions Authorize = new(DemoAnswer.Authorize, Voice: false);

    private static CallBody Call(string result, params EventBody[] timeline) => new(
        Guid.Empty, 10, "2018519", 15, "ended", Start, Start.AddSeconds(30), result, null, [new("visitor", 8101, Start, null, null)],
        new(result, "501", "", "", "entrega", "key", Start.AddSeconds(20)), [], timeline);

    private static EventBody Prompt(string happened, string detail, long atMs = 21000) => new(atMs, "visitor", happened, detail);

    private static bool Passed(CallBody call, PhoneEnd end = PhoneEnd.OtherHungUp) => DemoVerdict.Passed(Authorize, call, new(end, SaidAll: true, new(default)));

    [Fact]
    public void Passes_when_the_visitor_heard_what_the_resident_decided() =>
        Assert.True(Passed(Call("authorized", Prompt("prompt_ended", "visitor.authorized.delivery"))));

    [Fact]
    public void Fails_when_the_outcome_is_another() =>
        Assert.False(Passed(Call("denied", Prompt("prompt_ended", "visitor.denied.delivery"))));

    [Theory]
    [InlineData("prompt_started", "visitor.authorized.delivery")]
    [InlineData("prompt_ended", "visitor.authorized.delivery interrupted after 200 ms")]
    [InlineData("prompt_ended", "visitor.denied.delivery")]
    [InlineData("prompt_ended", "resident.authorized")]
    public void Fails_when_the_sentence_was_not_heard_to_its_end(string happened, string detail) =>
        Assert.False(Passed(Call("authorized", Prompt(happened, detail))));

    [Theory]
    [InlineData("Broken")]
    [InlineData("OtherClosed")]
    [InlineData("HungUp")]
    public void Fails_when_the_server_did_not_hang_up_in_good_order(string end) =>
        Assert.False(Passed(Call("authorized", Prompt("prompt_ended", "visitor.authorized.delivery")), Enum.Parse<PhoneEnd>(end)));

    [Fact]
    public void Tells_the_waits_of_both_parties()
    {
        PhoneEvent[] visitor =
        [
            At(PhoneEventKind.Connected, 100), At(PhoneEventKind.FirstAudio, 103), At(PhoneEventKind.HeardSpeechStarted, 200),
            At(PhoneEventKind.KeySent, 5000), At(PhoneEventKind.KeySent, 5300), At(PhoneEventKind.HeardSpeechStarted, 5340),
            At(PhoneEventKind.SpeechEnded, 9000), At(PhoneEventKind.HeardSpeechStarted, 9800),
        ];
        PhoneEvent[] resident = [At(PhoneEventKind.KeySent, 20000), At(PhoneEventKind.HeardSpeechStarted, 20060)];
        var call = Call("authorized", Prompt("prompt_started", "visitor.authorized.delivery", atMs: 20080));

        Assert.Equal(new(3, 60, 800, 80), DemoLatencies.Of(visitor, resident, call));
    }

    private static PhoneEvent At(PhoneEventKind kind, double ms) => new(kind, TimeSpan.FromMilliseconds(ms));
}
