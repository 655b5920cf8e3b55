using BenchmarkDotNet.Attributes;
using Ramais.Voice;

namespace Ramais.Benchmarks.Micro;

/// <summary>20 ms from a wider rate to 8 kHz.</summary>
[MemoryDiagnoser]
public class ResamplerBenchmarks
{
    private readonly short[] _output = new short[AudioClip.FrameSamples + 16];
    private short[] _input = [];
    private Resampler _resampler = null!;

    [Params(16000, 48000)]
    public int Rate { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _input = new short[Rate / 50];
        _resampler = new(Rate, AudioClip.SampleRate);
    }

    [Benchmark]
    public int Frame() => _resampler.Process(_input, _output);
}
