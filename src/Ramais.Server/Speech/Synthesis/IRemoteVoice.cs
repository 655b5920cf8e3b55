using Ramais.Server.Providers;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>A service outside this process that speaks.</summary>
internal interface IRemoteVoice : IDisposable
{
    /// <summary>As in the setting TTS and in metrics.</summary>
    string Name { get; }

    /// <summary>The setting that names its key or its address: what a cure speaks of.</summary>
    string Setting { get; }

    /// <summary>What tells its sentences from those of another voice: see <see cref="ISpeechSynthesizer.Voice"/>.</summary>
    string Voice { get; }

    /// <summary>Speaks once.</summary>
    /// <returns>8 kHz, as the service levels it.</returns>
    /// <exception cref="ProviderFailedException">There is no sound that can be used.</exception>
    Task<short[]> SpeakAsync(string text, CancellationToken cancellation);
}

internal static class RemoteVoice
{
    /// <summary>How long the first byte of a sentence may take.</summary>
    public static readonly TimeSpan FirstByte = TimeSpan.FromSeconds(3);

    /// <summary>Bytes of the longest sentence: a minute and a half of 24 kHz.</summary>
    public const int LargestAnswer = 4 << 20;

    /// <summary>A client for a service that answers with sound.</summary>
    public static HttpClient Client(Uri url, TimeProvider time) => BoundedAnswer.Client(url, time, new(LargestAnswer, FirstByte));

    /// <summary>A folder's name out of whatever the service calls its voice.</summary>
    public static string FolderName(params ReadOnlySpan<string> parts) =>
        string.Concat(string.Join('-', parts!).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));

    /// <summary>The answer's sound at 8 kHz.</summary>
    /// <exception cref="ProviderFailedException">It is text, half a sample, or nothing.</exception>
    public static async Task<short[]> PcmAsync(HttpContent answer, int rate, CancellationToken cancellation)
    {
        var bytes = await answer.ReadAsByteArrayAsync(cancellation);
        var isText = answer.Headers.ContentType?.MediaType is { } type && (type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || type.Contains("json", StringComparison.OrdinalIgnoreCase));
        return isText ? throw new ProviderFailedException(ProviderFailure.Shape) : Samples(bytes, rate);
    }

    /// <summary>Sound of any rate at 8 kHz.</summary>
    /// <exception cref="ProviderFailedException">It is half a sample, or nothing.</exception>
    public static short[] Samples(ReadOnlySpan<byte> pcm, int rate) => pcm.Length > 0 && pcm.Length % sizeof(short) == 0
        ? Resampler.Convert(PcmBytes.Samples(pcm), rate, AudioClip.SampleRate)
        : throw new ProviderFailedException(ProviderFailure.Shape);
}
