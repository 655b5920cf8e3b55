using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ramais.Voice;

/// <summary>
/// Silero VAD v5, the branch for 8 kHz: a short-time Fourier transform as a convolution, four convolutions, an LSTM, one output. Immutable, one
/// for all legs; what it remembers of a leg is in <see cref="SileroMemory"/>. Allocates nothing per window.
/// </summary>
internal sealed class SileroNetwork
{
    /// <summary>Samples a window: 32 ms.</summary>
    public const int WindowSamples = 256;

    /// <summary>Samples before the window that it is given along.</summary>
    public const int ContextSamples = 32;

    private const int Padding = 32;
    private const int Steps = 4;
    private const int StepSamples = 64;
    private const int FourierSamples = 128;
    private const int Bins = 65;
    private const int Cells = SileroMemory.Cells;

    private readonly DenseLayer _fourier;
    private readonly DenseLayer _first;
    private readonly DenseLayer _second;
    private readonly DenseLayer _third;
    private readonly DenseLayer _fourth;
    private readonly DenseLayer _gates;
    private readonly float[] _output;
    private readonly float _outputBias;

    private SileroNetwork(Weights weights)
    {
        var basis = weights.Of("stft.forward_basis_buffer", 2 * Bins, 1, FourierSamples);
        _fourier = new(2 * Bins, FourierSamples, (output, input) => basis[(output * FourierSamples) + input], static _ => 0);
        _first = weights.Convolution(0, outputs: 128, inputs: Bins, firstTap: 0, taps: 3);
        _second = weights.Convolution(1, outputs: 64, inputs: 128, firstTap: 0, taps: 3);
        // Of two steps, then of one, the other taps only ever see padding.
        _third = weights.Convolution(2, outputs: 64, inputs: 64, firstTap: 1, taps: 2);
        _fourth = weights.Convolution(3, outputs: Cells, inputs: 64, firstTap: 1, taps: 1);
        _gates = weights.Gates();
        _output = [.. weights.Of("decoder.decoder.2.weight", 1, Cells, 1)];
        _outputBias = weights.Of("decoder.decoder.2.bias", 1)[0];
    }

    /// <summary>Reads the network out of <c>silero_vad_v5.onnx</c>.</summary>
    /// <exception cref="InvalidDataException">It is another file.</exception>
    public static SileroNetwork Read(ReadOnlySpan<byte> onnx) => new(new(OnnxTensors.Read(onnx)));

    /// <summary>How likely it is that somebody speaks in the window.</summary>
    /// <param name="samples"><see cref="ContextSamples"/> and then <see cref="WindowSamples"/> at 8 kHz.</param>
    /// <param name="memory">Of the leg; one window after the other.</param>
    /// <returns>0 to 1.</returns>
    public float Judge(ReadOnlySpan<short> samples, SileroMemory memory)
    {
        Span<float> sound = stackalloc float[ContextSamples + WindowSamples + Padding];
        Scale(samples, sound);
        Span<float> spectrum = stackalloc float[(Steps + 2) * Bins];
        Transform(sound, spectrum);
        Span<float> features = stackalloc float[2 * Cells];
        Encode(spectrum, features);
        memory.Hidden.CopyTo(features[Cells..]);
        Remember(features, memory);
        return Decide(memory.Hidden);
    }

    // The end is mirrored, without the last sample itself.
    private static void Scale(ReadOnlySpan<short> samples, Span<float> sound)
    {
        const int Length = ContextSamples + WindowSamples;
        for (var i = 0; i < Length; i++)
            sound[i] = samples[i] / 32768f;
        for (var i = 0; i < Padding; i++)
            sound[Length + i] = sound[Length - 2 - i];
    }

    /// <summary>The magnitudes of four steps; a step of zeros before and behind them is the padding of the convolution that follows.</summary>
    private void Transform(ReadOnlySpan<float> sound, Span<float> spectrum)
    {
        spectrum.Clear();
        Span<float> parts = stackalloc float[2 * _fourier.Outputs];
        for (var step = 0; step < Steps; step += 2)
        {
            var one = sound[(step * StepSamples)..];
            _fourier.Apply(one, one[StepSamples..], parts, parts[_fourier.Outputs..]);
            Magnitudes(parts, spectrum.Slice((step + 1) * Bins, Bins));
            Magnitudes(parts[_fourier.Outputs..], spectrum.Slice((step + 2) * Bins, Bins));
        }
    }

    private static void Magnitudes(ReadOnlySpan<float> parts, Span<float> magnitudes)
    {
        for (var bin = 0; bin < Bins; bin++)
            magnitudes[bin] = MathF.Sqrt((parts[bin] * parts[bin]) + (parts[Bins + bin] * parts[Bins + bin]));
    }

    private void Encode(ReadOnlySpan<float> spectrum, Span<float> features)
    {
        Span<float> first = stackalloc float[(Steps + 1) * 128];
        first[..128].Clear();
        for (var step = 0; step < Steps; step += 2)
            _first.ApplyRelu(spectrum[(step * Bins)..], spectrum[((step + 1) * Bins)..], first[((step + 1) * 128)..], first[((step + 2) * 128)..]);
        Span<float> second = stackalloc float[2 * 64];
        _second.ApplyRelu(first, first[(2 * 128)..], second, second[64..]);
        Span<float> third = stackalloc float[64];
        _third.ApplyRelu(second, third);
        _fourth.ApplyRelu(third, features);
    }

    private void Remember(ReadOnlySpan<float> features, SileroMemory memory)
    {
        Span<float> gates = stackalloc float[4 * Cells];
        _gates.Apply(features, gates);
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(gates);
        var cells = MemoryMarshal.Cast<float, Vector256<float>>(memory.Cell);
        var hidden = MemoryMarshal.Cast<float, Vector256<float>>(memory.Hidden);
        for (var i = 0; i < cells.Length; i++)
        {
            var (input, forget) = (Sigmoid(vectors[i]), Sigmoid(vectors[cells.Length + i]));
            var (news, output) = (Tanh(vectors[(2 * cells.Length) + i]), Sigmoid(vectors[(3 * cells.Length) + i]));
            cells[i] = (forget * cells[i]) + (input * news);
            hidden[i] = output * Tanh(cells[i]);
        }
    }

    private float Decide(ReadOnlySpan<float> hidden)
    {
        var sum = _outputBias;
        for (var i = 0; i < hidden.Length; i++)
            sum += Math.Max(0, hidden[i]) * _output[i];
        return 1 / (1 + MathF.Exp(-sum));
    }

    private static Vector256<float> Sigmoid(Vector256<float> x) => Vector256<float>.One / (Vector256<float>.One + Vector256.Exp(-x));

    private static Vector256<float> Tanh(Vector256<float> x) => (Sigmoid(x + x) * 2f) - Vector256<float>.One;

    /// <summary>The tensors by name. The file has the branch for 16 kHz too, under the same names: shapes tell them apart, and the branch for 8 kHz comes first.</summary>
    private sealed class Weights(ImmutableArray<OnnxTensor> tensors)
    {
        public ImmutableArray<float> Of(string name, params ReadOnlySpan<int> dims)
        {
            foreach (var tensor in tensors)
            {
                if (tensor.Name == name && tensor.Dims.AsSpan().SequenceEqual(dims) && tensor.Values.Length == Product(dims))
                    return tensor.Values;
            }
            throw new InvalidDataException($"It has no tensor {name} of the shape {string.Join('x', dims.ToArray())}.");
        }

        public DenseLayer Convolution(int number, int outputs, int inputs, int firstTap, int taps)
        {
            var kernel = Of($"encoder.{number}.reparam_conv.weight", outputs, inputs, 3);
            var bias = Of($"encoder.{number}.reparam_conv.bias", outputs);
            return new(outputs, taps * inputs, (output, at) => kernel[(((output * inputs) + (at % inputs)) * 3) + firstTap + (at / inputs)], output => bias[output]);
        }

        public DenseLayer Gates()
        {
            var (fromInput, fromHidden) = (Of("decoder.rnn.weight_ih", 4 * Cells, Cells), Of("decoder.rnn.weight_hh", 4 * Cells, Cells));
            var (inputBias, hiddenBias) = (Of("decoder.rnn.bias_ih", 4 * Cells), Of("decoder.rnn.bias_hh", 4 * Cells));
            return new(
                4 * Cells,
                2 * Cells,
                (output, at) => at < Cells ? fromInput[(output * Cells) + at] : fromHidden[(output * Cells) + at - Cells],
                output => inputBias[output] + hiddenBias[output]);
        }

        private static int Product(ReadOnlySpan<int> dims)
        {
            var product = 1;
            foreach (var dim in dims)
                product *= dim;
            return product;
        }
    }
}
