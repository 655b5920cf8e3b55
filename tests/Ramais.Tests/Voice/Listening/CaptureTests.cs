using System.Buffers;
using Ramais.AudioSocket;
using Ramais.Conversation;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

/// <summary>What a real Asterisk sent, with its timing, in virtual time.</summary>
public sealed class CaptureTests(ITestOutputHelper output)
{
    private const double PrecisionMs = 150;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(1.5);

    public static TheoryData<string> All() => [.. Captures.Names];

    public static TheoryData<string> Human() => [.. Captures.HumanNames];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_utterance_is_found_where_it_was_spoken(string name) => AssertFound(Captures.Load(name), ExpectedAnswer.Open);

    [Theory]
    [MemberData(nameof(Human))]
    public void So_is_recorded_human_speech(string name)
    {
        var capture = Captures.LoadShared(name);
        Assert.SkipWhen(capture is null, $"../shared/captures/{name}.jsonl is not beside the checkout; it is not part of the project.");
        AssertFound(capture, ExpectedAnswer.Open);
    }

    [Theory]
    [InlineData("resident-yes")]
    [InlineData("resident-no")]
    public void An_answer_to_a_closed_question_is_one_utterance(string name) => AssertFound(Captures.Load(name), ExpectedAnswer.Closed);

    [Fact]
    public void Noise_does_not_even_start()
    {
        var heard = Replay(Captures.Load("noise-only"), ExpectedAnswer.Closed);

        Assert.Empty(heard.Starts);
    }

    [Fact]
    public void Speech_ends_in_time_when_a_phone_falls_silent_altogether()
    {
        var capture = Captures.Load("mute-gap");
        var speechEnd = TimeSpan.FromMilliseconds(capture.Truth.SpeechMs[0][1]);
        var muted = capture with { Reads = [.. capture.Reads.Where(read => read.At <= speechEnd)] };

        var heard = Replay(muted, ExpectedAnswer.Closed, stopAt: speechEnd + TimeSpan.FromMilliseconds(700));

        Assert.Single(heard.Utterances);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_second_stage_finds_the_same(string name) => AssertFound(Captures.Load(name), ExpectedAnswer.Open, VoiceModel.Require());

    [Theory]
    [MemberData(nameof(Human))]
    public void The_second_stage_finds_recorded_human_speech(string name)
    {
        var (network, capture) = (VoiceModel.Require(), Captures.LoadShared(name));
        Assert.SkipWhen(capture is null, $"../shared/captures/{name}.jsonl is not beside the checkout; it is not part of the project.");
        AssertFound(capture, ExpectedAnswer.Open, network);
    }

    private void AssertFound(Capture capture, ExpectedAnswer expected, SileroNetwork? network = null)
    {
        var heard = Replay(capture, expected, network: network);

        output.WriteLine(string.Join(Environment.NewLine, heard.Utterances.Select(found => $"{found.Start.TotalMilliseconds}-{found.End.TotalMilliseconds} ms")));
        Assert.Equal(capture.Truth.SpeechMs.Length, heard.Utterances.Count);
        foreach (var (spoken, found) in capture.Truth.SpeechMs.Zip(heard.Utterances))
        {
            Assert.Equal(spoken[0], found.Start.TotalMilliseconds, PrecisionMs);
            Assert.Equal(spoken[1], found.End.TotalMilliseconds, PrecisionMs);
        }
    }

    private static SpeechRecorder Replay(Capture capture, ExpectedAnswer expected, TimeSpan? stopAt = null, SileroNetwork? network = null)
    {
        var (clock, heard) = (new VirtualTimeProvider(), new SpeechRecorder());
        var ear = new Ear(heard, clock.GetTimestamp(), clock, network) { Endpointing = EndpointingOptions.For(expected, LongestSilence) };
        var received = ReadOnlySequence<byte>.Empty;
        foreach (var read in capture.Reads)
        {
            WaitUntil(read.At, clock, ear);
            received = new([.. received.ToArray(), .. read.Bytes]);
            while (AudioSocketCodec.TryRead(ref received, out var message))
                Hear(message, ear, clock);
        }
        WaitUntil(stopAt ?? capture.EndsAt, clock, ear);
        if (stopAt is null)
            ear.OnEnd();
        return heard;
    }

    // The leg is woken every 100 ms while nothing arrives.
    private static void WaitUntil(TimeSpan instant, VirtualTimeProvider clock, Ear ear)
    {
        var step = TimeSpan.FromMilliseconds(100);
        for (var next = clock.Elapsed + step; next < instant; next += step)
        {
            clock.MoveTo(next);
            ear.OnWake(clock.GetTimestamp());
        }
        clock.MoveTo(instant);
    }

    private static void Hear(AudioSocketMessage message, Ear ear, VirtualTimeProvider clock)
    {
        if (AudioSocketRates.TryGetSampleRate(message.Type, out var sampleRate))
            ear.OnAudio(sampleRate, message.Payload.ToArray(), clock.GetTimestamp());
    }
}
