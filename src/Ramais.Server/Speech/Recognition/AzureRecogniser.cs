using System.Text.Json;
using Ramais.Server.Providers;
using Ramais.Server.Settings;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>Azure's REST API for short audio: one request an utterance, a WAV of 16 kHz, which is the rate that its documentation names.</summary>
internal sealed class AzureRecogniser(AzureRecogniserSettings settings, TimeProvider time) : IRecogniser
{
    private const int Rate = 16000;

    private readonly HttpClient _client = BoundedAnswer.Client(settings.Url, time);
    private readonly Uri _address = new(settings.Url, "/speech/recognition/conversation/cognitiveservices/v1?language=pt-BR&format=detailed");

    public string Name => "azure";

    public string Setting => "AZURE_SPEECH_KEY";

    public async Task<Transcript?> RecogniseAsync(UtteranceAudio audio, RecognitionContext context, CancellationToken cancellation)
    {
        var samples = Resampler.Convert(await audio.WholeAsync(cancellation), AudioClip.SampleRate, Rate);
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = new ByteArrayContent(WavFile.Encode(samples, WavEncoding.Pcm16, Rate)),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", $"audio/wav; codecs=audio/pcm; samplerate={Rate}");
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Add("Ocp-Apim-Subscription-Key", settings.Key.Value);
        using var response = await _client.SendAsync(request, cancellation);
        return StrictJson.Read(await response.Content.ReadAsByteArrayAsync(cancellation), Read);
    }

    public void Dispose() => _client.Dispose();

    private static Transcript? Read(JsonElement answer) => StrictJson.Text(answer, "RecognitionStatus") switch
    {
        "Success" => Best(answer.GetProperty("NBest")[0]),
        "NoMatch" or "InitialSilenceTimeout" or "BabbleTimeout" => null,
        _ => throw new ProviderFailedException(ProviderFailure.Shape), // "Error", and what is yet to be invented
    };

    private static Transcript? Best(JsonElement best) => StrictJson.Text(best, "Display").Trim() is { Length: > 0 } text
        ? new(text, IsFinal: true, best.GetProperty("Confidence").GetDouble())
        : null;
}
