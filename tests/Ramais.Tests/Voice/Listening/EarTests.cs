using System.Runtime.InteropServices;
using CsCheck;
using Ramais.Conversation;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

public sealed class EarTests
{
    private static readonly EndpointingOptions Closed = EndpointingOptions.For(ExpectedAnswer.Closed, TimeSpan.FromSeconds(1.5));

    [Theory]
    [InlineData(150)]
    [InlineData(400)]
    [InlineData(3000)]
    public void Speech_is_told_with_its_own_instants(int milliseconds)
    {
        var heard = Hearing.Of([.. Sounds.Silence(2), .. Voice(milliseconds), .. Sounds.Silence(2)]);

        var utterance = Assert.Single(heard.Utterances);
        Assert.Equal(2000, utterance.Start.TotalMilliseconds, 40.0);
        Assert.Equal(2000 + milliseconds, utterance.End.TotalMilliseconds, 40.0);
        Assert.Equal([utterance.Start], heard.Starts);
    }

    [Fact]
    public void An_utterance_has_300_ms_before_and_200_ms_after()
    {
        var noise = Sounds.White(5, 20);
        var sound = Sounds.Mix(noise, Voice(1000), at: 2);

        var heard = Hearing.Of(sound);

        var utterance = Assert.Single(heard.Utterances);
        var (first, last) = (Sounds.Samples(utterance.Start.TotalSeconds - 0.3), Sounds.Samples(utterance.End.TotalSeconds + 0.2));
        Assert.Equal(sound[first..last], utterance.Samples.ToArray());
    }

    [Fact]
    public void What_is_streamed_is_the_utterance_and_the_silence_that_ended_it()
    {
        var heard = Hearing.Of([.. Sounds.Silence(1), .. Voice(700), .. Sounds.Silence(2)], Closed);

        var (utterance, stream) = (heard.Utterances[0].Samples, heard.Streams[0]);
        Assert.Equal(utterance.ToArray(), stream[..utterance.Length]);
        Assert.Equal(Sounds.Samples(0.5 - 0.2), stream.Length - utterance.Length);
    }

    [Theory]
    [InlineData(400, 1)]
    [InlineData(600, 2)]
    public void After_a_closed_question_500_ms_of_silence_end_it(int pauseMs, int utterances) =>
        Assert.Equal(utterances, Hearing.Of([.. Voice(600), .. Sounds.Silence(pauseMs / 1000.0), .. Voice(600), .. Sounds.Silence(2)], Closed).Utterances.Count);

    [Theory]
    [InlineData(700, 1)]
    [InlineData(900, 2)]
    public void After_an_open_one_800_ms(int pauseMs, int utterances) =>
        Assert.Equal(utterances, Hearing.Of([.. Voice(600), .. Sounds.Silence(pauseMs / 1000.0), .. Voice(600), .. Sounds.Silence(2)]).Utterances.Count);

    [Fact]
    public void No_question_waits_for_longer_than_the_setting_says() =>
        Assert.Equal(TimeSpan.FromSeconds(0.3), EndpointingOptions.For(ExpectedAnswer.Open, TimeSpan.FromSeconds(0.3)).EndSilence);

    [Fact]
    public void A_word_that_begins_just_before_the_end_is_part_of_the_utterance()
    {
        var heard = Hearing.Of([.. Voice(600), .. Sounds.Silence(0.46), .. Voice(600), .. Sounds.Silence(2)], Closed);

        Assert.Single(heard.Utterances);
    }

    [Fact]
    public void The_pause_that_is_waited_for_can_change_while_somebody_speaks()
    {
        var heard = new SpeechRecorder();
        var ear = Hearing.Open(heard, out var clock);
        Hearing.Play(ear, clock, [.. Voice(600), .. Sounds.Silence(0.6)]);
        Assert.Empty(heard.Utterances);

        ear.Endpointing = Closed;
        Hearing.Play(ear, clock, Sounds.Silence(0.02));
        Assert.Single(heard.Utterances);
    }

    [Fact]
    public void Too_little_speech_is_dropped()
    {
        var options = EndpointingOptions.Default with { MinSpeech = TimeSpan.FromMilliseconds(300) };

        var heard = Hearing.Of([.. Sounds.Silence(1), .. Voice(200), .. Sounds.Silence(2)], options);

        Assert.Equal((1, 1, 0), (heard.Starts.Count, heard.Dropped, heard.Utterances.Count));
    }

    [Fact]
    public void Who_does_not_stop_is_split_without_losing_a_sample()
    {
        short[] sound = [.. Enumerable.Repeat<short[]>([.. Voice(1200), .. Sounds.Silence(0.1)], 16).SelectMany(sentence => sentence)];

        var heard = Hearing.Of(sound);

        Assert.Equal(3, heard.Utterances.Count);
        Assert.Equal(TimeSpan.FromSeconds(8), heard.Utterances[0].End);
        Assert.Equal(sound, heard.Streams.SelectMany(stream => stream));
    }

    [Fact]
    public void Pre_roll_does_not_repeat_the_speech_before()
    {
        var options = EndpointingOptions.Default with { EndSilence = TimeSpan.FromMilliseconds(220) };
        var noise = Sounds.White(4, 20);
        var sound = Sounds.Mix(Sounds.Mix(noise, Voice(600), at: 1), Voice(600), at: 1.85);

        var heard = Hearing.Of(sound, options);

        Assert.Equal(2, heard.Utterances.Count);
        var gap = heard.Utterances[1].Start - heard.Utterances[0].End;
        var preRoll = heard.Utterances[1].Samples.Length - Sounds.Samples((heard.Utterances[1].End - heard.Utterances[1].Start).TotalSeconds + 0.2);
        Assert.True(gap < TimeSpan.FromMilliseconds(300));
        Assert.Equal(Sounds.Samples(gap.TotalSeconds), preRoll);
    }

    [Fact]
    public void Speech_so_far_grows_with_speech_and_not_with_pauses()
    {
        var ear = Hearing.Open(new SpeechRecorder(), out var clock);
        Hearing.Play(ear, clock, [.. Sounds.Silence(1), .. Voice(200)]);
        Assert.Equal(TimeSpan.FromMilliseconds(200), ear.SpeechDuration);
        Hearing.Play(ear, clock, Sounds.Silence(0.4));
        Assert.Equal(TimeSpan.FromMilliseconds(200), ear.SpeechDuration);
        Assert.Equal(Sounds.Samples(0.3 + 0.2 + 0.4), ear.SpeechSoFar.Length);

        Hearing.Play(ear, clock, Sounds.Silence(1));
        Assert.Equal(TimeSpan.Zero, ear.SpeechDuration);
        Assert.True(ear.SpeechSoFar.IsEmpty);
    }

    [Fact]
    public void The_end_of_the_connection_ends_the_utterance()
    {
        var heard = Hearing.Of([.. Sounds.Silence(1), .. Voice(700)]);

        Assert.Equal(1700, Assert.Single(heard.Utterances).End.TotalMilliseconds, 40.0);
    }

    [Theory]
    [InlineData(16000)]
    [InlineData(44100)]
    [InlineData(48000)]
    [InlineData(192000)]
    public void A_wide_leg_hears_the_same(int rate)
    {
        short[] sound = [.. Sounds.Silence(1), .. Voice(700), .. Sounds.Silence(1)];
        var heard = new SpeechRecorder();
        ReadOnlySpan<short> wide = Resampler.Convert(sound, 8000, rate);
        var ear = Hearing.Open(heard, out var clock);
        for (; !wide.IsEmpty; wide = wide[Math.Min(rate / 50, wide.Length)..])
        {
            ear.OnAudio(rate, MemoryMarshal.AsBytes(wide[..Math.Min(rate / 50, wide.Length)]), clock.GetTimestamp());
            clock.MoveTo(clock.Elapsed + AudioClip.FrameDuration);
        }

        var utterance = Assert.Single(heard.Utterances);
        Assert.Equal(1000, utterance.Start.TotalMilliseconds, 40.0);
        Assert.Equal(1700, utterance.End.TotalMilliseconds, 40.0);
    }

    [Fact]
    public void How_messages_are_cut_changes_nothing()
    {
        short[] sound = [.. Sounds.Silence(0.5), .. Voice(600), .. Sounds.White(1.5, 100), .. Voice(170), .. Sounds.Silence(1)];
        var expected = Hearing.Of(sound).Utterances;
        Assert.Equal(2, expected.Count);

        Gen.Int[1, 1200].Array[1, 12].Sample(cuts => Same(expected, InPieces(sound, cuts)), iter: 100);
    }

    [Fact]
    public void Listening_allocates_nothing()
    {
        var ear = Hearing.Open(new Deaf(), out var clock);
        short[] talk = [.. Voice(900), .. Sounds.White(1.1, 100)];
        for (var i = 0; i < 5; i++)
            Hearing.Play(ear, clock, talk);

        // Speaks without an end: an utterance that ends is handed out, and that copy is its receiver's.
        Hearing.Play(ear, clock, Voice(5000));
        var more = Voice(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Hearing.Play(ear, clock, more);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Sound_that_nobody_asks_for_is_neither_streamed_nor_kept()
    {
        var heard = new SpeechRecorder();
        var ear = Hearing.Open(heard, out var clock);
        ear.Use = SoundUse.None;
        Hearing.Play(ear, clock, [.. Sounds.Silence(1), .. Voice(600)]);
        Assert.True(ear.SpeechSoFar.IsEmpty);
        Hearing.Play(ear, clock, Sounds.Silence(2));
        Assert.True(Assert.Single(heard.Utterances).Samples.IsEmpty);
        Assert.Empty(Assert.Single(heard.Streams));
        Assert.Equal(Hearing.Of([.. Sounds.Silence(1), .. Voice(600), .. Sounds.Silence(2)]).Utterances[0].End, heard.Utterances[0].End);
    }

    [Fact]
    public void An_utterance_that_is_kept_from_its_middle_on_has_half_a_second_of_its_beginning()
    {
        var heard = new SpeechRecorder();
        var ear = Hearing.Open(heard, out var clock);
        ear.Use = SoundUse.Streamed;
        var (before, after) = (Voice(1500), Voice(1000));
        Hearing.Play(ear, clock, [.. Sounds.Silence(1), .. before]);
        ear.Use = SoundUse.Kept;
        Hearing.Play(ear, clock, [.. after, .. Sounds.Silence(2)]);
        short[] known = [.. before[^Sounds.Samples(0.44)..], .. after, .. Sounds.Silence(0.2)];
        Assert.Equal(known, Assert.Single(heard.Utterances).Samples.ToArray());
    }

    [Fact]
    public void Sound_that_is_asked_for_in_the_middle_begins_there()
    {
        var heard = new SpeechRecorder();
        var ear = Hearing.Open(heard, out var clock);
        ear.Use = SoundUse.None;
        Hearing.Play(ear, clock, [.. Sounds.Silence(1), .. Voice(1500)]);
        ear.Use = SoundUse.Kept;
        var after = Voice(1000);
        Hearing.Play(ear, clock, [.. after, .. Sounds.Silence(2)]);
        Assert.Equal([.. after, .. Sounds.Silence(0.2)], Assert.Single(heard.Utterances).Samples.ToArray());
    }

    [Fact]
    public void A_kept_utterance_is_forgotten_when_nobody_asks_for_it_any_more()
    {
        var heard = new SpeechRecorder();
        var ear = Hearing.Open(heard, out var clock);
        Hearing.Play(ear, clock, [.. Sounds.Silence(1), .. Voice(600)]);
        Assert.False(ear.SpeechSoFar.IsEmpty);
        ear.Use = SoundUse.None;
        Hearing.Play(ear, clock, Voice(20));
        Assert.True(ear.SpeechSoFar.IsEmpty);
    }

    private static short[] Voice(int milliseconds) => Speech.Voiced(TimeSpan.FromMilliseconds(milliseconds));

    private static List<Utterance> InPieces(short[] sound, int[] cuts)
    {
        var heard = new SpeechRecorder();
        var ear = Hearing.Open(heard, out var clock);
        var pcm = MemoryMarshal.AsBytes(sound.AsSpan());
        for (var i = 0; !pcm.IsEmpty; i++)
        {
            var length = Math.Min(cuts[i % cuts.Length], pcm.Length);
            ear.OnAudio(AudioClip.SampleRate, pcm[..length], clock.GetTimestamp());
            clock.MoveTo(clock.Elapsed + length * AudioClip.FrameDuration / (AudioClip.FrameSamples * sizeof(short)));
            pcm = pcm[length..];
        }
        ear.OnEnd();
        return heard.Utterances;
    }

    private static bool Same(List<Utterance> expected, List<Utterance> found) =>
        expected.Count == found.Count && expected.Zip(found).All(pair =>
            (pair.First.Start, pair.First.End) == (pair.Second.Start, pair.Second.End)
            && pair.First.Samples.Span.SequenceEqual(pair.Second.Samples.Span));

    private sealed class Deaf : ISpeechEvents
    {
        public void OnSpeechStarted(TimeSpan start)
        {
        }

        public void OnSpeechAudio(ReadOnlySpan<short> samples)
        {
        }

        public void OnSpeechEnded(Utterance utterance)
        {
        }

        public void OnSpeechDropped()
        {
        }
    }
}
