using Microsoft.Extensions.Logging.Abstractions;
using Ramais.Testing;
using Ramais.Tests.Voice.Listening;
using Ramais.Voice;

namespace Ramais.Tests.Calls;

/// <summary>Whole calls at a panel whose loudspeaker is heard by its microphone: our recorded prompts through real frames, in virtual time.</summary>
public sealed class EchoTests(ITestOutputHelper output)
{
    private const int SpeechFrames = 10; // 200 ms

    /// <summary>The goal is to be silent 60 ms after 200 ms of speech. An echo of -12 dB hides the party's first frames, and it takes up to 100 ms.</summary>
    public static TheoryData<bool, double, double, int> Rooms => new(
        from both in (bool[])[false, true]
        from room in ((double Decibels, int MostMs)[])[(-12, 100), (-20, 60)]
        from delay in (double[])[0.1, 0.2, 0.3, 0.4]
        select (both, room.Decibels, delay, room.MostMs));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Our_echo_interrupts_nothing_and_a_party_who_speaks_does(bool both, double decibels, double delay, int mostMs) => Run(both, async gate =>
    {
        var room = new EchoingRoom(decibels, TimeSpan.FromSeconds(delay));
        var visitor = gate.Visitor();
        visitor.Room = room;
        await UntilAsync(gate, "prompt_started", "visitor.ask_intent.voice");
        await visitor.PauseAsync(2);
        Assert.DoesNotContain(gate.View().Timeline, entry => entry.Event == "speech_started");

        var before = room.Heard.Count;
        await visitor.SendAsync(new(SceneSounds.Sentences[3]));
        await visitor.PauseAsync(0.2);
        var frame = before + FramesUntilSpeech(room.Heard.Skip(before));
        output.WriteLine($"{decibels} dB, {delay} s: silent {(room.LastAudible + 1 - frame) * 20} ms after 200 ms of speech (goal 60)");
        Assert.InRange(room.LastAudible + 1, before + 5, frame + (mostMs / 20));
        Assert.Contains(gate.View().Timeline, entry => entry.Detail?.StartsWith("visitor.ask_intent.voice interrupted", StringComparison.Ordinal) == true);
        visitor.HangUp();
    });

    [Theory]
    [InlineData(-6, 0.1)]
    [InlineData(-6, 0.4)]
    [InlineData(-12, 0.2)]
    public void With_nobody_there_every_prompt_is_heard_to_its_end(double decibels, double delay) => Run(false, async gate =>
    {
        var visitor = gate.Visitor();
        visitor.Room = new(decibels, TimeSpan.FromSeconds(delay));
        await visitor.Ended;
        var ended = gate.View().Timeline.Where(entry => entry.Event == "prompt_ended").ToList();
        Assert.True(ended.Count > 8, $"{ended.Count} prompts");
        Assert.All(ended, entry => Assert.DoesNotContain("interrupted", entry.Detail, StringComparison.Ordinal));
        Assert.DoesNotContain(gate.View().Timeline, entry => entry.Event == "speech_started");
    });

    [Fact]
    public void A_key_interrupts_at_once() => Run(false, async gate =>
    {
        var room = new EchoingRoom(-12, TimeSpan.FromSeconds(0.2));
        var visitor = gate.Visitor();
        visitor.Room = room;
        await UntilAsync(gate, "prompt_started", "visitor.ask_intent.voice");
        await visitor.PauseAsync(1);
        var pressed = gate.View().Timeline.Length;
        visitor.Press("2");
        await UntilAsync(gate, "prompt_started", "visitor.ask_apartment.voice");
        var timeline = gate.View().Timeline.Skip(pressed).ToList();
        var key = timeline.Single(entry => entry.Event == "key");
        Assert.All(timeline.Where(entry => entry.Event.StartsWith("prompt", StringComparison.Ordinal)), entry => Assert.InRange(entry.AtMs - key.AtMs, 0, 40));
        visitor.HangUp();
    });

    [Fact]
    public void The_decision_is_heard_to_its_end_whoever_speaks() => Run(false, async gate =>
    {
        var room = new EchoingRoom(-12, TimeSpan.FromSeconds(0.2));
        var visitor = gate.Visitor();
        visitor.Room = room;
        await visitor.PauseAsync(1);
        visitor.Press("1");
        await visitor.PauseAsync(0.5);
        visitor.Press("501#");
        await UntilAsync(gate, "prompt_ended", "visitor.ask_name");
        await visitor.PauseAsync(1);
        await visitor.SendAsync(new(SceneSounds.Sentences[5]));
        await UntilAsync(gate, "prompt_ended", "visitor.ringing");
        var resident = gate.Resident();
        await UntilAsync(gate, "prompt_started", "resident.announce.delivery");
        resident.Press("1");
        await UntilAsync(gate, "prompt_started", "visitor.authorized.delivery");
        _ = visitor.SendAsync(new(SceneSounds.Sentences[3])); // may be cut short by our hanging up
        await visitor.Ended;
        Assert.Contains(gate.View().Timeline, entry => entry is { Event: "prompt_ended", Detail: "visitor.authorized.delivery" });
        Assert.Contains(gate.View().Timeline, entry => entry is { Event: "prompt_ended", Detail: "visitor.goodbye" });
    });

    /// <summary>How many frames until the party has spoken for 200 ms, counting those in which it stands out from our echo.</summary>
    private static int FramesUntilSpeech(IEnumerable<(float Party, float Echo)> heard)
    {
        var (frames, spoken) = (0, 0);
        foreach (var (party, echo) in heard)
        {
            frames++;
            spoken += party > Math.Max(200, 1.5 * echo) ? 1 : 0;
            if (spoken == SpeechFrames)
                break;
        }
        return frames;
    }

    private static async Task UntilAsync(Gatehouse gate, string happened, string key)
    {
        await gate.PassAsync(0.1); // the call is there when the identifier has been read
        while (!gate.View().Timeline.Any(entry => entry.Event == happened && entry.Detail?.StartsWith(key, StringComparison.Ordinal) == true))
            await gate.PassAsync(0.02);
    }

    private static void Run(bool both, Func<Gatehouse, Task> script)
    {
        var network = both ? VoiceModel.Require() : null;
        VirtualTime.Run(async time =>
        {
            await using var prompts = new PromptAudio((ISpeechSynthesizer?)null, null, ShippedRecordings.Find, NullLogger<PromptAudio>.Instance);
            var gate = new Gatehouse(time, voice: true, prompts: prompts, network: network);
            await script(gate);
            await gate.QuietAsync();
        });
    }
}
