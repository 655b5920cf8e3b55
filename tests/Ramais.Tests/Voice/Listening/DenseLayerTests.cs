using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

/// <summary>Every way through the layer against the plain sum.</summary>
public sealed class DenseLayerTests
{
    private const int Inputs = 7;

    private readonly Random _random = new(1);

    private float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((_random.NextDouble() * 2) - 1))];

    [Theory]
    [InlineData(1)] // one block, padded
    [InlineData(64)] // two blocks
    [InlineData(130)] // five, padded
    public void It_is_bias_and_weighted_sum(int outputs)
    {
        var (weights, bias) = (Values(outputs * Inputs), Values(outputs));
        var layer = new DenseLayer(outputs, Inputs, (output, input) => weights[(output * Inputs) + input], output => bias[output]);
        var (one, other) = (Values(Inputs + 1), Values(Inputs + 1)); // longer than the layer takes
        float Expected(float[] input, int output) => bias[output] + Enumerable.Range(0, Inputs).Sum(i => weights[(output * Inputs) + i] * input[i]);

        var (alone, first, second) = (new float[layer.Outputs], new float[layer.Outputs], new float[layer.Outputs]);
        layer.Apply(one, alone);
        layer.Apply(one, other, first, second);
        var (positive, firstPositive, secondPositive) = (new float[layer.Outputs], new float[layer.Outputs], new float[layer.Outputs]);
        layer.ApplyRelu(one, positive);
        layer.ApplyRelu(one, other, firstPositive, secondPositive);

        for (var output = 0; output < outputs; output++)
        {
            Assert.Equal(Expected(one, output), alone[output], 1e-5f);
            Assert.Equal(Expected(other, output), second[output], 1e-5f);
        }
        Assert.Equal(alone, first);
        Assert.All(alone[outputs..], padding => Assert.Equal(0, padding));
        Assert.Equal(alone.Select(value => Math.Max(value, 0)), positive);
        Assert.Equal(positive, firstPositive);
        Assert.Equal(second.Select(value => Math.Max(value, 0)), secondPositive);
    }
}
