using System.Buffers;
using BenchmarkDotNet.Attributes;
using Ramais.AudioSocket;

namespace Ramais.Benchmarks.Micro;

/// <summary>One 20 ms message each way.</summary>
[MemoryDiagnoser]
public class CodecBenchmarks
{
    private readonly byte[] _payload = new byte[320];
    private readonly ArrayBufferWriter<byte> _output = new(1024);
    private ReadOnlySequence<byte> _message;

    [GlobalSetup]
    public void SetUp()
    {
        var writer = new ArrayBufferWriter<byte>();
        AudioSocketCodec.Write(writer, AudioSocketMessageType.Audio8Khz, _payload);
        _message = new(writer.WrittenMemory);
    }

    [Benchmark]
    public long Read()
    {
        var buffer = _message;
        AudioSocketCodec.TryRead(ref buffer, out var message);
        return message.Payload.Length;
    }

    [Benchmark]
    public int Write()
    {
        _output.ResetWrittenCount();
        AudioSocketCodec.Write(_output, AudioSocketMessageType.Audio8Khz, _payload);
        return _output.WrittenCount;
    }
}
