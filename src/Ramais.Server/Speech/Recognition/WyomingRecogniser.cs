using System.Text;
using System.Text.Json.Nodes;
using Ramais.Server.Providers;
using Ramais.Server.Settings;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>A Wyoming service that transcribes (faster-whisper, whisper.cpp, vosk): sound as it comes, one transcript at the end.</summary>
internal sealed class WyomingRecogniser(WyomingRecogniserSettings settings, TimeProvider time) : IRecogniser
{
    private const int PieceSamples = AudioClip.SampleRate / 10;

    public string Name => "wyoming";

    public string Setting => "WYOMING_STT_URL";

    public async Task<Transcript?> RecogniseAsync(UtteranceAudio audio, RecognitionContext context, CancellationToken cancellation)
    {
        using var link = await WyomingLink.OpenAsync(settings.Address, time, cancellation);
        return await WebSocketLink.ExchangeAsync(c => SendAsync(link, audio, c), c => ReceiveAsync(link, context.OnPartial, c), cancellation);
    }

    public void Dispose()
    {
        // a connection an utterance: the services close it after the transcript
    }

    private async Task SendAsync(WyomingLink link, UtteranceAudio audio, CancellationToken cancellation)
    {
        await link.SendAsync("transcribe", new JsonObject { ["language"] = "pt" }, default, cancellation);
        await link.SendAsync("audio-start", Format(), default, cancellation);
        var resampler = new Resampler(AudioClip.SampleRate, settings.Rate);
        await foreach (var piece in audio.ReadAsync(PieceSamples, cancellation))
            await link.SendAsync("audio-chunk", Format(), PcmBytes.Of(Converted(resampler, piece.Span)), cancellation);
        await link.SendAsync("audio-stop", [], default, cancellation);
    }

    private static async Task<Transcript?> ReceiveAsync(WyomingLink link, Action<Transcript> onPartial, CancellationToken cancellation)
    {
        var soFar = new StringBuilder();
        while (true)
        {
            var received = await link.ReceiveAsync(cancellation);
            switch (received.Type)
            {
                case "transcript":
                    return Text(received).Trim() is { Length: > 0 } text ? new(text, IsFinal: true) : null;
                case "transcript-chunk":
                    onPartial(new(soFar.Append(Text(received)).ToString(), IsFinal: false));
                    break;
                case "error":
                    throw new ProviderFailedException(ProviderFailure.Shape);
            }
        }
    }

    private static ReadOnlySpan<short> Converted(Resampler resampler, ReadOnlySpan<short> samples)
    {
        var converted = new short[resampler.MaxOutput(samples.Length)];
        return converted.AsSpan(0, resampler.Process(samples, converted));
    }

    private static string Text(WyomingEvent received) => received.Data["text"] is JsonValue value && value.TryGetValue<string>(out var text)
        ? text
        : throw new ProviderFailedException(ProviderFailure.Shape);

    private JsonObject Format() => new() { ["rate"] = settings.Rate, ["width"] = sizeof(short), ["channels"] = 1 };
}
