using System.Buffers;
using Ramais.AudioSocket;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

/// <summary>The second stage, where its file is. <c>./test</c> tries to fetch it before the tests run.</summary>
internal static class VoiceModel
{
    private static readonly string File = Path.Combine(RepositoryFiles.Root, "artifacts", "models", "silero_vad_v5.onnx");
    private static readonly Lazy<SileroNetwork?> Loaded = new(() => System.IO.File.Exists(File) ? SileroNetwork.Read(System.IO.File.ReadAllBytes(File)) : null);

    /// <summary>Null where the file could not be had.</summary>
    public static SileroNetwork? Find() => Loaded.Value;

    /// <summary>Skips the test where the file could not be had.</summary>
    public static SileroNetwork Require()
    {
        Assert.SkipWhen(Find() is null, $"{File} is not there: `./test` could not fetch it (it says why), or `./ramais models --to artifacts/models` was not run.");
        return Find()!;
    }

    /// <summary>The samples that a capture's phone sent.</summary>
    public static short[] SoundOf(string capture)
    {
        var received = new ReadOnlySequence<byte>([.. Captures.Load(capture).Reads.SelectMany(read => read.Bytes)]);
        var pcm = new List<byte>();
        while (AudioSocketCodec.TryRead(ref received, out var message))
        {
            if (message.Type == AudioSocketMessageType.Audio8Khz)
                pcm.AddRange(message.Payload.ToArray());
        }
        var samples = new short[pcm.Count / 2];
        Buffer.BlockCopy(pcm.ToArray(), 0, samples, 0, samples.Length * 2);
        return samples;
    }
}
