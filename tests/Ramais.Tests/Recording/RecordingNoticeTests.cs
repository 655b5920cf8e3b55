using Ramais.Testing;
using Ramais.Tests.Calls;

namespace Ramais.Tests.Recording;

/// <summary>Who is recorded is told first, and hears it to its end whatever else happens.</summary>
public sealed class RecordingNoticeTests
{
    private const string Notice = "call.recorded";

    [Fact]
    public void Both_parties_hear_it_first_and_once() => Recorded.Run(async recorded =>
    {
        recorded.StartWriting();
        var (visitor, resident) = await Script.UntilAskedAsync(recorded.Gate);
        resident.Press("3");
        await resident.HearsAsync("resident.ask");
        resident.Press("1");
        await visitor.Ended;
        await recorded.StopAsync();
        AssertFirstAndOnce(visitor);
        AssertFirstAndOnce(resident);
    });

    [Fact]
    public void Keys_cut_it_short_for_neither() => Recorded.Run(async recorded =>
    {
        recorded.StartWriting();
        var visitor = recorded.Gate.Visitor();
        await visitor.StartsHearingAsync(Notice);
        visitor.Press("1");
        await visitor.HearsAsync("visitor.ask_apartment");
        Assert.Equal([Notice, "visitor.ask_apartment"], visitor.HeardKeys);
        visitor.Press("501#");
        await Script.SayNameAsync(visitor);
        await visitor.HearsAsync("visitor.ringing");
        var resident = recorded.Gate.Resident();
        await resident.PauseAsync(0.2);
        resident.Press("2");
        await visitor.Ended;
        await recorded.StopAsync();
        AssertFirstAndOnce(resident);
        Assert.Contains("resident.denied", resident.HeardKeys);
    });

    [Fact]
    public void Nobody_talks_over_it() => Recorded.Run(
        async recorded =>
        {
            recorded.StartWriting();
            var visitor = recorded.Gate.Visitor();
            await visitor.StartsHearingAsync(Notice);
            await visitor.SayAsync("boa tarde, é uma entrega");
            await visitor.HearsAsync("visitor.ask_apartment.voice");
            visitor.HangUp();
            await recorded.StopAsync();
            AssertFirstAndOnce(visitor);
        },
        voice: true);

    [Fact]
    public void The_next_telephone_that_answers_is_told_too() => Recorded.Run(async recorded =>
    {
        recorded.StartWriting();
        var (visitor, first) = await Script.UntilAskedAsync(recorded.Gate);
        first.HangUp();
        await recorded.Gate.RingsAsync(2);
        var second = recorded.Gate.Resident();
        await second.HearsAsync("resident.ask");
        visitor.HangUp();
        await recorded.StopAsync();
        AssertFirstAndOnce(second);
    });

    private static void AssertFirstAndOnce(SimulatedPhone phone)
    {
        Assert.Equal((Notice, true), (phone.Heard[0].Key, phone.Heard[0].Complete));
        Assert.Single(phone.HeardKeys, key => key == Notice);
    }
}
