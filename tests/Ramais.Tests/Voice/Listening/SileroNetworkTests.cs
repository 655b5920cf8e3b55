using System.Text.Json;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

/// <summary>The network in C# against what ONNX Runtime made of the same windows (tests/data/silero/README.md).</summary>
public sealed class SileroNetworkTests(ITestOutputHelper output)
{
    [Fact]
    public void It_agrees_with_the_reference_window_by_window()
    {
        var (network, memory) = (VoiceModel.Require(), new SileroMemory());
        var expected = JsonSerializer.Deserialize<float[]>(File.ReadAllText(RepositoryFiles.Data("silero", "resident-no.json")))!;
        short[] sound = [.. new short[SileroNetwork.ContextSamples], .. VoiceModel.SoundOf("resident-no")];

        var worst = 0f;
        for (var window = 0; window < expected.Length; window++)
        {
            var samples = sound.AsSpan(window * SileroNetwork.WindowSamples, SileroNetwork.ContextSamples + SileroNetwork.WindowSamples);
            worst = Math.Max(worst, Math.Abs(network.Judge(samples, memory) - expected[window]));
        }

        output.WriteLine($"{expected.Length} windows, largest deviation {worst:E1}");
        Assert.InRange(worst, 0, 1e-4f);
    }

    [Fact]
    public void Another_file_is_refused() => Assert.Throws<InvalidDataException>(() => SileroNetwork.Read("PK\u0003\u0004 not a model"u8));

    [Fact]
    public void A_window_allocates_nothing()
    {
        var (network, memory) = (VoiceModel.Require(), new SileroMemory());
        var window = new short[SileroNetwork.ContextSamples + SileroNetwork.WindowSamples];
        network.Judge(window, memory);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            network.Judge(window, memory);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
