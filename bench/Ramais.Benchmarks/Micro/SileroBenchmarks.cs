using BenchmarkDotNet.Attributes;
using Ramais.Server.Listening;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Benchmarks.Micro;

/// <summary>The second stage of voice detection, one window of 32 ms. Needs the weights: <c>./ramais models --to artifacts/models</c>.</summary>
[MemoryDiagnoser]
public class SileroBenchmarks
{
    private readonly SileroMemory _memory = new();
    private short[] _samples = [];
    private SileroNetwork _network = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _network = SileroNetwork.Read(File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, "artifacts", "models", VoiceModelFile.Name)));
        _samples = Speech.Voiced(TimeSpan.FromSeconds(1))[..(SileroNetwork.ContextSamples + SileroNetwork.WindowSamples)];
    }

    [Benchmark]
    public float Window() => _network.Judge(_samples, _memory);
}
