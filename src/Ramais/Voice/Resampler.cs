namespace Ramais.Voice;

/// <summary>
/// Converts 16-bit mono sound from one sample rate to another, as a stream: what comes out does not depend on how the input was cut. No
/// allocation after construction. One caller at a time.
/// </summary>
internal sealed class Resampler
{
    private const int BlockSamples = 1024;

    private static readonly int[] Rates = [8000, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 96000, 192000];

    private readonly PolyphaseFilter _filter;
    private readonly float[] _window;
    private int _next;

    /// <summary>Starts a stream.</summary>
    /// <param name="from">Input samples a second: a rate of AudioSocket, or 22050.</param>
    /// <param name="to">Output samples a second, likewise.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another rate.</exception>
    public Resampler(int from, int to)
    {
        (InputRate, OutputRate) = (Checked(from), Checked(to));
        _filter = PolyphaseFilter.Get(from, to);
        _window = new float[_filter.Taps - 1 + BlockSamples];
    }

    public int InputRate { get; }

    public int OutputRate { get; }

    /// <summary>By how much the output lags behind the input: under 5 ms at 8 kHz; nothing when the rates are equal.</summary>
    public TimeSpan Delay => IsCopy ? TimeSpan.Zero : TimeSpan.FromSeconds(_filter.Taps / 2 / (double)InputRate);

    private bool IsCopy => InputRate == OutputRate;

    /// <summary>Whether both constructor arguments may be <paramref name="rate"/>.</summary>
    public static bool Supports(int rate) => Array.IndexOf(Rates, rate) >= 0;

    /// <summary>Converts a whole clip; the delay is taken out and the length is the input's, rounded up to a sample.</summary>
    public static short[] Convert(ReadOnlySpan<short> clip, int from, int to)
    {
        var resampler = new Resampler(from, to);
        if (resampler.IsCopy)
            return clip.ToArray();

        var lead = resampler._filter.Taps / 2;
        resampler._next = lead * resampler._filter.Phases;
        var output = new short[((long)clip.Length * to + from - 1) / from];
        var written = resampler.Process(clip, output);
        resampler.Process(new short[lead], output.AsSpan(written));
        return output;
    }

    /// <summary>The most samples that <see cref="Process"/> writes for an input of this length.</summary>
    public int MaxOutput(int inputSamples) => (int)(((long)inputSamples * OutputRate + InputRate - 1) / InputRate);

    /// <summary>Takes the next samples of the stream.</summary>
    /// <param name="input">Any number of samples.</param>
    /// <param name="output">At least <see cref="MaxOutput"/> samples.</param>
    /// <returns>Samples written. Over a stream of n samples they add up to n x output rate / input rate, rounded up.</returns>
    public int Process(ReadOnlySpan<short> input, Span<short> output)
    {
        if (IsCopy)
        {
            input.CopyTo(output);
            return input.Length;
        }
        var written = 0;
        for (; !input.IsEmpty; input = input[Math.Min(BlockSamples, input.Length)..])
            written += ProcessBlock(input[..Math.Min(BlockSamples, input.Length)], output[written..]);
        return written;
    }

    private int ProcessBlock(ReadOnlySpan<short> block, Span<short> output)
    {
        var past = _filter.Taps - 1;
        for (var i = 0; i < block.Length; i++)
            _window[past + i] = block[i];

        var written = 0;
        var end = block.Length * _filter.Phases;
        for (; _next < end; _next += _filter.Step)
        {
            var (index, phase) = Math.DivRem(_next, _filter.Phases);
            output[written++] = Saturate(_filter.Apply(phase, _window.AsSpan(index, _filter.Taps)));
        }
        _next -= end;
        _window.AsSpan(block.Length, past).CopyTo(_window);
        return written;
    }

    private static short Saturate(float value) => (short)Math.Clamp(MathF.Round(value), short.MinValue, short.MaxValue);

    private static int Checked(int rate) => Supports(rate)
        ? rate
        : throw new ArgumentOutOfRangeException(nameof(rate), rate, $"Sample rates are one of {string.Join(", ", Rates)} Hz.");
}
