using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Ramais.Voice;

/// <summary>
/// The low-pass of one rate conversion, a Kaiser-windowed sinc cut into phases. Immutable: every call that converts between the same two
/// rates shares one.
/// </summary>
internal sealed class PolyphaseFilter
{
    /// <summary>Where the low-pass is 6 dB down, as a part of the lower rate: the telephone band (3.4 kHz) stays flat at 8 kHz.</summary>
    private const double Cutoff = 0.46;

    /// <summary>Length at the lower rate. With <see cref="KaiserBeta"/>, 70 dB down at half of that rate.</summary>
    private const int LowRateTaps = 64;

    private const double KaiserBeta = 6.76;

    private static readonly ConcurrentDictionary<(int From, int To), PolyphaseFilter> Cache = new();

    private readonly float[] _coefficients;

    private PolyphaseFilter(int from, int to)
    {
        var divisor = (int)BigInteger.GreatestCommonDivisor(from, to);
        Phases = to / divisor;
        Step = from / divisor;
        Taps = EvenTaps(from, Math.Min(from, to));
        _coefficients = new float[Phases * Taps];
        for (var phase = 0; phase < Phases; phase++)
            Design(phase, Cutoff * Math.Min(from, to) / from);
    }

    /// <summary>Phases between two input samples.</summary>
    public int Phases { get; }

    /// <summary>Phases from one output sample to the next.</summary>
    public int Step { get; }

    /// <summary>Input samples that one output sample is made of; even, so that the delay of half of them is a whole number.</summary>
    public int Taps { get; }

    /// <summary>The filter between two rates, in samples a second.</summary>
    public static PolyphaseFilter Get(int from, int to) => Cache.GetOrAdd((from, to), static rates => new(rates.From, rates.To));

    /// <summary>One output sample.</summary>
    /// <param name="phase">Where it lies after the newest sample of the window.</param>
    /// <param name="window"><see cref="Taps"/> input samples, oldest first.</param>
    public float Apply(int phase, ReadOnlySpan<float> window)
    {
        var coefficients = MemoryMarshal.Cast<float, Vector<float>>(_coefficients.AsSpan(phase * Taps, Taps));
        var samples = MemoryMarshal.Cast<float, Vector<float>>(window);
        var sum = Vector<float>.Zero;
        for (var i = 0; i < coefficients.Length; i++)
            sum += coefficients[i] * samples[i];
        return Vector.Sum(sum);
    }

    // A multiple of 16 holds whole vectors on every machine.
    private static int EvenTaps(int from, int lower) => (int)Math.Ceiling((double)LowRateTaps * from / lower / 16) * 16;

    private void Design(int phase, double cutoff)
    {
        var coefficients = _coefficients.AsSpan(phase * Taps, Taps);
        var sum = 0.0;
        for (var i = 0; i < Taps; i++)
        {
            var age = Taps - 1 - i + (double)phase / Phases;
            var value = Sinc(2 * cutoff * (age - Taps / 2)) * Kaiser(age * 2 / Taps - 1);
            coefficients[i] = (float)value;
            sum += value;
        }
        for (var i = 0; i < Taps; i++)
            coefficients[i] = (float)(coefficients[i] / sum); // each phase passes a constant unchanged: no ripple of the phases' rate
    }

    private static double Sinc(double x) => Math.Abs(x) < 1e-9 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static double Kaiser(double x) => BesselI0(KaiserBeta * Math.Sqrt(Math.Max(0, 1 - x * x))) / BesselI0(KaiserBeta);

    // Modified Bessel function of the first kind, order 0, by its power series.
    private static double BesselI0(double x)
    {
        var (sum, term) = (1.0, 1.0);
        for (var k = 1; term > sum * 1e-12; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
