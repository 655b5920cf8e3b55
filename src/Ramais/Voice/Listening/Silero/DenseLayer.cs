using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ramais.Voice;

/// <summary>
/// outputs = bias + weights x inputs. The weights lie as the product goes through them: a block of 32 outputs, input by input. A sum waits four
/// cycles for the one before it, and two can be had a cycle, so eight vectors of sums are under way at once: two blocks of one input, or one
/// block of two inputs, which also reads the weights half as often.
/// </summary>
internal sealed class DenseLayer
{
    private const int Lanes = 8;
    private const int Block = 4 * Lanes;

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
        var last = (Outputs / Block) - 1;
        for (var block = 0; block <= last; block += 2)
            ApplyBlocks(block, Math.Min(block + 1, last), input[.._inputs], output);
    }

    /// <summary>The same, negative results made zero.</summary>
    public void ApplyRelu(ReadOnlySpan<float> input, Span<float> output)
    {
        Apply(input, output);
        Relu(output[..Outputs]);
    }

    /// <summary>Two inputs at once.</summary>
    public void Apply(ReadOnlySpan<float> one, ReadOnlySpan<float> other, Span<float> outputOfOne, Span<float> outputOfOther)
    {
        for (var block = 0; block < Outputs / Block; block++)
            ApplyBlock(block, one[.._inputs], other[.._inputs], outputOfOne, outputOfOther);
    }

    /// <summary>The same, negative results made zero.</summary>
    public void ApplyRelu(ReadOnlySpan<float> one, ReadOnlySpan<float> other, Span<float> outputOfOne, Span<float> outputOfOther)
    {
        Apply(one, other, outputOfOne, outputOfOther);
        Relu(outputOfOne[..Outputs]);
        Relu(outputOfOther[..Outputs]);
    }

    private void ApplyBlocks(int block, int next, ReadOnlySpan<float> input, Span<float> output)
    {
        var a = Vectors(_bias, block);
        var b = Vectors(_bias, next);
        var (a0, a1, a2, a3, b0, b1, b2, b3) = (a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3]);
        ref var weightsOfA = ref Weights(block);
        ref var weightsOfB = ref Weights(next);
        for (var i = 0; i < input.Length; i++)
        {
            var factor = Vector256.Create(input[i]);
            a0 = Vector256.MultiplyAddEstimate(Load(ref weightsOfA, 0), factor, a0);
            a1 = Vector256.MultiplyAddEstimate(Load(ref weightsOfA, 1), factor, a1);
            a2 = Vector256.MultiplyAddEstimate(Load(ref weightsOfA, 2), factor, a2);
            a3 = Vector256.MultiplyAddEstimate(Load(ref weightsOfA, 3), factor, a3);
            b0 = Vector256.MultiplyAddEstimate(Load(ref weightsOfB, 0), factor, b0);
            b1 = Vector256.MultiplyAddEstimate(Load(ref weightsOfB, 1), factor, b1);
            b2 = Vector256.MultiplyAddEstimate(Load(ref weightsOfB, 2), factor, b2);
            b3 = Vector256.MultiplyAddEstimate(Load(ref weightsOfB, 3), factor, b3);
            weightsOfA = ref Unsafe.Add(ref weightsOfA, Block);
            weightsOfB = ref Unsafe.Add(ref weightsOfB, Block);
        }
        var sumsOfA = Vectors(output, block);
        var sumsOfB = Vectors(output, next);
        (sumsOfA[0], sumsOfA[1], sumsOfA[2], sumsOfA[3]) = (a0, a1, a2, a3);
        (sumsOfB[0], sumsOfB[1], sumsOfB[2], sumsOfB[3]) = (b0, b1, b2, b3);
    }

    private void ApplyBlock(int block, ReadOnlySpan<float> one, ReadOnlySpan<float> other, Span<float> outputOfOne, Span<float> outputOfOther)
    {
        var bias = Vectors(_bias, block);
        var (a0, a1, a2, a3, b0, b1, b2, b3) = (bias[0], bias[1], bias[2], bias[3], bias[0], bias[1], bias[2], bias[3]);
        ref var weights = ref Weights(block);
        for (var i = 0; i < one.Length; i++)
        {
            var (w0, w1, w2, w3) = (Load(ref weights, 0), Load(ref weights, 1), Load(ref weights, 2), Load(ref weights, 3));
            var (a, b) = (Vector256.Create(one[i]), Vector256.Create(other[i]));
            a0 = Vector256.MultiplyAddEstimate(w0, a, a0);
            a1 = Vector256.MultiplyAddEstimate(w1, a, a1);
            a2 = Vector256.MultiplyAddEstimate(w2, a, a2);
            a3 = Vector256.MultiplyAddEstimate(w3, a, a3);
            b0 = Vector256.MultiplyAddEstimate(w0, b, b0);
            b1 = Vector256.MultiplyAddEstimate(w1, b, b1);
            b2 = Vector256.MultiplyAddEstimate(w2, b, b2);
            b3 = Vector256.MultiplyAddEstimate(w3, b, b3);
            weights = ref Unsafe.Add(ref weights, Block);
        }
        var sumsOfOne = Vectors(outputOfOne, block);
        var sumsOfOther = Vectors(outputOfOther, block);
        (sumsOfOne[0], sumsOfOne[1], sumsOfOne[2], sumsOfOne[3]) = (a0, a1, a2, a3);
        (sumsOfOther[0], sumsOfOther[1], sumsOfOther[2], sumsOfOther[3]) = (b0, b1, b2, b3);
    }

    private static Vector256<float> Load(ref float weights, nuint vector) => Vector256.LoadUnsafe(ref weights, vector * Lanes);

    private ref float Weights(int block) => ref MemoryMarshal.GetReference(_weights.AsSpan(block * Block * _inputs, Block * _inputs));

    private static Span<Vector256<float>> Vectors(Span<float> values, int block) =>
        MemoryMarshal.Cast<float, Vector256<float>>(values.Slice(block * Block, Block));

    private static void Relu(Span<float> values)
    {
        foreach (ref var value in MemoryMarshal.Cast<float, Vector256<float>>(values))
            value = Vector256.Max(value, Vector256<float>.Zero);
    }
}
