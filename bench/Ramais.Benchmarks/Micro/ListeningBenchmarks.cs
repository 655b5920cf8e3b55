using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Benchmarks.Micro;

/// <summary>Frame assembly, voice detection and endpointing of one 20 ms message, over ten seconds of a party that speaks 40 % of the time.</summary>
[MemoryDiagnoser]
public class ListeningBenchmarks
{
    private const int Messages = 500;
    private readonly byte[][] _messages = new byte[Messages][];
    private Ear _ear = null!;
    private long _now;
    private int _next;

    [Params("quiet", "hiss", "speech")]
    public string Sound { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        var speech = Speech.Voiced(TimeSpan.FromSeconds(10));
        var noise = new Random(1);
        for (var message = 0; message < Messages; message++)
        {
            var frame = new short[AudioClip.FrameSamples];
            for (var i = 0; i < frame.Length; i++)
                frame[i] = Sample(speech[(message * AudioClip.FrameSamples) + i], message, noise);
            _messages[message] = MemoryMarshal.AsBytes(frame.AsSpan()).ToArray();
        }
        _ear = new(new NoEvents(), 0, TimeProvider.System);
    }

    [Benchmark]
    public void Message()
    {
        _now += TimeProvider.System.TimestampFrequency / 50;
        _ear.OnAudio(AudioClip.SampleRate, _messages[_next], _now);
        _next = (_next + 1) % Messages;
    }

    private short Sample(short speech, int message, Random noise) => Sound switch
    {
        "quiet" => 0,
        "hiss" => (short)noise.Next(-300, 300),
        _ => (short)(message < Messages * 2 / 5 ? speech : noise.Next(-30, 30)),
    };

    private sealed class NoEvents : ISpeechEvents
    {
        public void OnSpeechStarted(TimeSpan start)
        {
        }

        public void OnSpeechAudio(ReadOnlySpan<short> samples)
        {
        }

        public void OnSpeechEnded(Utterance utterance)
        {
        }

        public void OnSpeechDropped()
        {
        }
    }
}
