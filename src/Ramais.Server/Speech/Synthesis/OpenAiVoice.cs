using System.Text.Json;
using System.Text.Json.Serialization;
using Ramais.Server.Settings;

namespace Ramais.Server.Speech;

/// <summary>Any service with OpenAI's <c>audio/speech</c>: JSON in, raw samples out, whose rate only the settings know.</summary>
internal sealed class OpenAiVoice(OpenAiVoiceSettings settings, TimeProvider time) : IRemoteVoice
{
    private readonly HttpClient _client = RemoteVoice.Client(settings.Url, time);
    private readonly Uri _address = new($"{settings.Url.AbsoluteUri.TrimEnd('/')}/audio/speech");

    public string Name => "openai";

    public string Setting => "TTS_OPENAI_KEY";

    public string Voice { get; } = RemoteVoice.FolderName("openai", settings.Model, settings.Voice);

    public async Task<short[]> SpeakAsync(string text, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new(settings.Model, SpokenText.Plain(text), settings.Voice, "pcm"), OpenAiVoiceJson.Default.SpeechRequest);
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        if (settings.Key is { } key)
            request.Headers.Authorization = new("Bearer", key.Value);
        using var response = await _client.SendAsync(request, cancellation);
        return await RemoteVoice.PcmAsync(response.Content, settings.Rate, cancellation);
    }

    public void Dispose() => _client.Dispose();
}

internal sealed record SpeechRequest(string Model, string Input, string Voice, string ResponseFormat);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SpeechRequest))]
internal sealed partial class OpenAiVoiceJson : JsonSerializerContext;
