using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ramais.Voice;

/// <summary>
/// outputs = bias + weights x inputs. The weights lie as the product goes through them: 32 outputs at a time, input by input, so that four
/// vectors of sums stay in registers and memory is read in one stream.
/// </summary>
internal sealed class DenseLayer
{
    private const int Block = 4 * 8;

    private readonly float[] _weights;
    private readonly float[] _bias;
    private readonly int _inputs;

    /// <param name="outputs">A multiple of 32, or padded to one with rows of zeros.</param>
    /// <param name="inputs">Length of the input.</param>
    /// <param name="weight">Of an output and an input.</param>
    /// <param name="bias">Of an output.</param>
    public DenseLayer(int outputs, int inputs, Func<int, int, float> weight, Func<int, float> bias)
    {
        Outputs = (outputs + Block - 1) / Block * Block;
        _inputs = inputs;
        _bias = new float[Outputs];
        _weights = new float[Outputs * inputs];
        for (var output = 0; output < outputs; output++)
        {
            _bias[output] = bias(output);
            for (var input = 0; input < inputs; input++)
                _weights[(((output / Block * inputs) + input) * Block) + (output % Block)] = weight(output, input);
        }
    }

    /// <summary>How many outputs there are, the padding included.</summary>
    public int Outputs { get; }

    /// <param name="input">As many as the layer has inputs.</param>
    /// <param name="output"><see cref="Outputs"/> places.</param>
    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        var weights = MemoryMarshal.Cast<float, Vector256<float>>(_weights.AsSpan());
        var bias = MemoryMarshal.Cast<float, Vector256<float>>(_bias.AsSpan());
        var sums = MemoryMarshal.Cast<float, Vector256<float>>(output[..Outputs]);
        input = input[.._inputs];
        for (var at = 0; at < sums.Length; at += 4)
        {
            var (first, second, third, fourth) = (bias[at], bias[at + 1], bias[at + 2], bias[at + 3]);
            var block = weights.Slice(at * input.Length, 4 * input.Length);
            foreach (var value in input)
            {
                var factor = Vector256.Create(value);
                first = Vector256.MultiplyAddEstimate(block[0], factor, first);
                second = Vector256.MultiplyAddEstimate(block[1], factor, second);
                third = Vector256.MultiplyAddEstimate(block[2], factor, third);
                fourth = Vector256.MultiplyAddEstimate(block[3], factor, fourth);
                block = block[4..];
            }
            (sums[at], sums[at + 1], sums[at + 2], sums[at + 3]) = (first, second, third, fourth);
        }
    }

    /// <summary>The same, negative results made zero.</summary>
    public void ApplyRelu(ReadOnlySpan<float> input, Span<float> output)
    {
        Apply(input, output);
        foreach (ref var value in MemoryMarshal.Cast<float, Vector256<float>>(output[..Outputs]))
            value = Vector256.Max(value, Vector256<float>.Zero);
    }
}
