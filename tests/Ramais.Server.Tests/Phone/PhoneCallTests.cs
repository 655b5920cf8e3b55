using Ramais.Server.Phone;
using Ramais.Testing;
using Ramais.Voice;
using static Ramais.AudioSocket.AudioSocketMessageType;

namespace Ramais.Server.Tests.Phone;

public class PhoneCallTests
{
    private static readonly Guid Id = new("6d6539d9-b4b5-4578-82cf-1578e459d6c6");
    private static readonly KeysLine Five = new("5");

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    /// <summary>Runs a call against a script of the other side, which hangs up at its end.</summary>
    private static (OtherSide Other, List<PhoneEvent> Events, PhoneEnd End, bool[] Said) Run(Func<OtherSide, Task> script, params PhoneLine[] lines)
    {
        (OtherSide, List<PhoneEvent>, PhoneEnd, bool[]) result = default;
        VirtualTime.Run(async clock =>
        {
            var pair = new PipePair();
            var other = new OtherSide(pair.Server, clock);
            var phone = new PhoneCall(pair.Phone, Id, clock, PhoneSettings.Default);
            var saying = Task.WhenAll(lines.Select(line => phone.SendAsync(line, CancellationToken.None)));
            var running = phone.RunAsync(CancellationToken.None);
            var listening = other.ListenAsync();
            await script(other);
            await other.HangUpAsync();
            var end = await running;
            await listening;
            result = (other, await phone.Events.ReadAllAsync().ToListAsync(), end, await saying);
        });
        return result;
    }

    [Fact]
    public void Sends_the_uuid_first_and_then_silence_every_20_ms()
    {
        var (other, _, _, _) = Run(other => other.SendAsync(Ms(200), level: 0));

        Assert.Equal(Uuid, other.Received[0].Type);
        Assert.Equal(Id, new Guid(other.Received[0].Payload, bigEndian: true));
        Assert.Equal(TimeSpan.Zero, other.Received[0].At);
        var audio = other.Of(Audio8Khz).ToList();
        Assert.Equal(Enumerable.Range(0, audio.Count).Select(n => Ms(20 * n)), audio.Select(m => m.At));
        Assert.InRange(audio.Count, 10, 11);
        Assert.All(audio, message => Assert.Equal(new byte[320], message.Payload));
    }

    [Fact]
    public void Waits_for_the_other_side_to_go_silent()
    {
        var (other, events, _, _) = Run(
            async other =>
            {
                await other.SendAsync(Ms(100), level: 0);
                await other.SendAsync(Ms(1000), level: 3000);
                await other.SendAsync(Ms(500), level: 0); // a pause between two sentences
                await other.SendAsync(Ms(1000), level: 3000);
                await other.SendAsync(Ms(1500), level: 0);
            },
            Five);

        var key = Assert.Single(other.Of(Dtmf));
        // The last loud message left at 2580 ms; 700 ms of silence, and 180 ms in which the key is held.
        Assert.InRange(key.At, Ms(2580 + 700 + 160), Ms(2580 + 700 + 220));
        Assert.Equal((byte)'5', Assert.Single(key.Payload));
        var ended = Assert.Single(events, e => e.Kind == PhoneEventKind.HeardSpeechEnded);
        Assert.InRange(ended.At, Ms(2560), Ms(2600));
    }

    [Fact]
    public void Says_its_second_line_only_after_the_other_side_has_answered_the_first()
    {
        var (other, _, _, said) = Run(
            async other =>
            {
                await other.SendAsync(Ms(500), level: 3000);
                await other.SendAsync(Ms(4000), level: 0);
                await other.SendAsync(Ms(500), level: 3000);
                await other.SendAsync(Ms(2000), level: 0);
            },
            Five, new KeysLine("6"));

        Assert.Equal([true, true], said);
        Assert.InRange(other.Of(Dtmf).Last().At, Ms(5000 + 680), Ms(5000 + 940));
    }

    [Fact]
    public void Interrupts_when_it_is_told_to()
    {
        var (other, _, _, _) = Run(other => other.SendAsync(Ms(2000), level: 3000), Five with { Interrupts = true });

        Assert.InRange(Assert.Single(other.Of(Dtmf)).At, Ms(160), Ms(220));
    }

    [Fact]
    public void Speaks_by_itself_when_the_other_side_stays_silent()
    {
        var (other, _, _, _) = Run(other => other.SendAsync(Ms(9000), level: 0), Five);

        Assert.InRange(Assert.Single(other.Of(Dtmf)).At, PhoneSettings.Default.Patience, PhoneSettings.Default.Patience + Ms(220));
    }

    [Fact]
    public void Holds_its_audio_while_a_key_is_pressed()
    {
        var (other, events, _, _) = Run(
            async other =>
            {
                await other.SendAsync(Ms(100), level: 3000);
                await other.SendAsync(Ms(3000), level: 0);
            },
            new KeysLine("50#"));

        Assert.Equal("50#", string.Concat(other.Of(Dtmf).Select(m => (char)m.Payload[0])));
        Assert.Equal(["5", "0", "#"], events.Where(e => e.Kind == PhoneEventKind.KeySent).Select(e => e.Detail));
        foreach (var key in other.Of(Dtmf))
        {
            Assert.Equal(Ms(180), key.At - other.Of(Audio8Khz).Last(m => m.At < key.At).At);
            Assert.Equal(Ms(20), other.Of(Audio8Khz).First(m => m.At > key.At).At - key.At);
        }
    }

    [Fact]
    public void Says_a_clip_sample_by_sample_and_fills_its_last_message_up()
    {
        var clip = new AudioClip(Enumerable.Range(1, 400).Select(n => (short)n).ToArray());
        var (other, events, _, _) = Run(
            async other =>
            {
                await other.SendAsync(Ms(100), level: 3000);
                await other.SendAsync(Ms(2000), level: 0);
            },
            new SpeechLine(clip, "boa tarde"));

        var spoken = other.Of(Audio8Khz).Where(m => m.Payload.Any(b => b != 0)).ToList();
        Assert.Equal([320, 320, 320], spoken.Select(m => m.Payload.Length));
        var samples = spoken.SelectMany(m => m.Payload).Chunk(2).Select(pair => BitConverter.ToInt16(pair));
        Assert.Equal(clip.Samples.ToArray(), samples.Take(400));
        Assert.Equal("boa tarde", Assert.Single(events, e => e.Kind == PhoneEventKind.SpeechStarted).Detail);
        Assert.Single(events, e => e.Kind == PhoneEventKind.SpeechEnded);
    }

    [Fact]
    public void Ends_when_the_other_side_hangs_up_and_gives_up_what_was_not_said()
    {
        var (_, events, end, said) = Run(other => other.SendAsync(Ms(300), level: 3000), Five, new KeysLine("6"));

        Assert.Equal(PhoneEnd.OtherHungUp, end);
        Assert.Equal([false, false], said);
        Assert.Equal(PhoneEnd.OtherHungUp, events[^1].End);
    }

    [Fact]
    public void Ends_when_the_other_side_only_closes() => VirtualTime.Run(async clock =>
    {
        var pair = new PipePair();
        var other = new OtherSide(pair.Server, clock);
        var running = new PhoneCall(pair.Phone, Id, clock, PhoneSettings.Default).RunAsync(CancellationToken.None);
        await other.SendAsync(Ms(100), level: 0);
        await other.CloseAsync();

        Assert.Equal(PhoneEnd.OtherClosed, await running);
        await other.ListenAsync(); // returns: the phone has closed its side too
    });

    [Fact]
    public void Hangs_up_by_closing_its_side_even_when_the_other_never_closes() => VirtualTime.Run(async clock =>
    {
        var pair = new PipePair();
        var other = new OtherSide(pair.Server, clock);
        using var hangUp = new CancellationTokenSource(Ms(1010), clock);
        var phone = new PhoneCall(pair.Phone, Id, clock, PhoneSettings.Default);
        var running = phone.RunAsync(hangUp.Token);
        await other.ListenAsync();

        Assert.Equal(Ms(1010), clock.Elapsed);
        Assert.Empty(other.Of(Hangup)); // as Asterisk: FIN, never 0x00
        Assert.Equal(PhoneEnd.HungUp, await running);
        Assert.False(await phone.SendAsync(Five, CancellationToken.None));
    });

    [Fact]
    public void Records_what_it_hears() => VirtualTime.Run(async clock =>
    {
        var pair = new PipePair();
        var other = new OtherSide(pair.Server, clock);
        var phone = new PhoneCall(pair.Phone, Id, clock, PhoneSettings.Default, record: true);
        var running = phone.RunAsync(CancellationToken.None);
        await other.SendAsync(Ms(40), level: 1234);
        await other.SendAsync(Ms(20), level: 0);
        await other.HangUpAsync();
        await running;

        Assert.Equal(3 * AudioClip.FrameSamples, phone.Recording.Samples.Length);
        Assert.Equal(1234, phone.Recording.Samples.Span[0]);
        Assert.Equal(0, phone.Recording.Samples.Span[^1]);
    });

    [Fact]
    public void Reports_the_first_audio_and_the_start_of_speech()
    {
        var (_, events, _, _) = Run(async other =>
        {
            await other.SendAsync(Ms(200), level: 0);
            await other.SendAsync(Ms(200), level: 3000);
        });

        Assert.Equal(TimeSpan.Zero, Assert.Single(events, e => e.Kind == PhoneEventKind.FirstAudio).At);
        Assert.InRange(Assert.Single(events, e => e.Kind == PhoneEventKind.HeardSpeechStarted).At, Ms(200), Ms(220));
        Assert.Equal(PhoneEventKind.Connected, events[0].Kind);
    }
}
