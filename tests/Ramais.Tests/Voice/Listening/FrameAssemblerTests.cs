using System.Runtime.InteropServices;
using CsCheck;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

public sealed class FrameAssemblerTests
{
    private readonly Frames _frames = new();
    private readonly FrameAssembler _assembler;

    public FrameAssemblerTests() => _assembler = new(_frames);

    [Theory]
    [InlineData(160)]
    [InlineData(320)]
    [InlineData(480)]
    [InlineData(640)]
    [InlineData(960)]
    [InlineData(204)]
    [InlineData(3)]
    public void Messages_of_every_length_become_frames_of_20_ms(int bytes)
    {
        var pcm = Ramp(4800);
        for (var at = 0; at < pcm.Length; at += bytes)
            _assembler.OnAudio(8000, pcm.AsSpan(at, Math.Min(bytes, pcm.Length - at)), _assembler.Position);

        Assert.Equal(MemoryMarshal.Cast<byte, short>(pcm), _frames.Samples);
        Assert.Equal(TimeSpan.FromMilliseconds(300), _assembler.Position);
        Assert.Equal(Enumerable.Range(0, 15).Select(i => i * AudioClip.FrameDuration), _frames.Starts);
    }

    [Fact]
    public void Any_cut_at_any_rate_gives_the_same_frames() =>
        Gen.Select(Gen.OneOf(8000, 16000, 44100, 48000), Gen.Byte.Array[0, 20000], Gen.Int[1, 4000].Array[1, 10]).Sample((rate, pcm, cuts) =>
        {
            var (whole, pieces) = (new Frames(), new Frames());
            var one = new FrameAssembler(whole);
            one.OnAudio(rate, pcm, TimeSpan.Zero);
            one.OnEnd();
            var other = new FrameAssembler(pieces);
            for (int at = 0, i = 0; at < pcm.Length; at += cuts[i++ % cuts.Length])
                other.OnAudio(rate, pcm.AsSpan(at, Math.Min(cuts[i % cuts.Length], pcm.Length - at)), TimeSpan.Zero);
            other.OnEnd();
            return whole.Samples.SequenceEqual(pieces.Samples) && whole.Starts.SequenceEqual(pieces.Starts);
        }, iter: 200);

    [Fact]
    public void A_wide_message_of_20_ms_is_one_frame()
    {
        for (var i = 0; i < 50; i++)
            _assembler.OnAudio(44100, new byte[1764], i * AudioClip.FrameDuration);

        Assert.Equal(50, _frames.Starts.Count);
    }

    [Fact]
    public void The_rate_may_change_in_the_middle_of_a_call()
    {
        _assembler.OnAudio(8000, new byte[320], Ms(0));
        _assembler.OnAudio(48000, new byte[1920], Ms(20));
        _assembler.OnAudio(8000, new byte[320], Ms(40));

        Assert.Equal([Ms(0), Ms(20), Ms(40)], _frames.Starts);
    }

    [Fact]
    public void A_gap_is_filled_with_silence_when_the_next_message_comes()
    {
        _assembler.OnAudio(8000, Ramp(320), Ms(0));
        _assembler.OnAudio(8000, Ramp(320), Ms(1520));

        Assert.Equal(Ms(1540), _assembler.Position);
        Assert.Equal(77, _frames.Starts.Count);
        Assert.All(_frames.Samples[160..^160], sample => Assert.Equal(0, sample));
        Assert.Equal(_frames.Samples[..160], _frames.Samples[^160..]);
    }

    [Fact]
    public void A_gap_is_filled_while_nothing_comes()
    {
        _assembler.OnAudio(8000, new byte[320], Ms(0));
        for (var elapsed = 100; elapsed <= 1500; elapsed += 100)
            _assembler.OnWake(Ms(elapsed));

        Assert.Equal(Ms(1440), _assembler.Position);
        _assembler.OnAudio(8000, new byte[320], Ms(1520));
        Assert.Equal(Ms(1540), _assembler.Position);
    }

    [Theory]
    [InlineData(79)]
    [InlineData(25)]
    public void A_late_message_is_no_gap(int at)
    {
        _assembler.OnAudio(8000, new byte[320], Ms(0));
        _assembler.OnWake(Ms(at));
        _assembler.OnAudio(8000, new byte[320], Ms(at));

        Assert.Equal(Ms(40), _assembler.Position);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_comes_in_a_burst_after_a_stall_is_not_counted_twice(bool woken)
    {
        _assembler.OnAudio(8000, new byte[320], Ms(0));
        for (var elapsed = 100; woken && elapsed < 400; elapsed += 100)
            _assembler.OnWake(Ms(elapsed));
        for (var message = 1; message <= 20; message++)
            _assembler.OnAudio(8000, new byte[320], Ms(400));
        _assembler.OnAudio(8000, new byte[320], Ms(420));
        _assembler.OnAudio(8000, new byte[320], Ms(440));

        Assert.Equal(Ms(440), _frames.Starts[^1]);
    }

    [Fact]
    public void Sound_ahead_of_the_clock_is_kept_and_used_up_by_the_next_gap()
    {
        _assembler.OnAudio(8000, Ramp(3200), Ms(0));
        _assembler.OnWake(Ms(250));
        Assert.Equal(Ms(200), _assembler.Position);

        _assembler.OnWake(Ms(300));
        Assert.Equal(Ms(240), _assembler.Position);
    }

    [Fact]
    public void A_sound_that_starts_late_is_where_the_clock_says()
    {
        _assembler.OnAudio(8000, new byte[320], Ms(500));

        Assert.Equal(Ms(500), _frames.Starts[^1]);
    }

    [Fact]
    public void Half_a_sample_before_a_gap_is_not_joined_to_what_follows()
    {
        _assembler.OnAudio(8000, [.. Ramp(320), 0x55], Ms(0));
        _assembler.OnAudio(8000, Ramp(320), Ms(1000));

        Assert.Equal(_frames.Samples[..160], _frames.Samples[^160..]);
    }

    [Fact]
    public void The_last_frame_is_completed_with_silence()
    {
        _assembler.OnAudio(8000, Ramp(204), Ms(0));
        Assert.Empty(_frames.Starts);
        _assembler.OnEnd();

        Assert.Equal(160, _frames.Samples.Length);
        Assert.All(_frames.Samples[102..], sample => Assert.Equal(0, sample));
    }

    private static byte[] Ramp(int bytes) => MemoryMarshal.AsBytes(Enumerable.Range(1, bytes / 2).Select(i => (short)(i * 7)).ToArray().AsSpan()).ToArray();

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private sealed class Frames : IFrameListener
    {
        private readonly List<short> _samples = [];

        public List<TimeSpan> Starts { get; } = [];

        public short[] Samples => [.. _samples];

        public void OnFrame(ReadOnlySpan<short> frame, TimeSpan start)
        {
            Assert.Equal(AudioClip.FrameSamples, frame.Length);
            _samples.AddRange(frame);
            Starts.Add(start);
        }
    }
}
