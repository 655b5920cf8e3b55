using System.Security;
using System.Text;
using Ramais.Server.Settings;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>Azure's REST API for text to speech: SSML in, 8 kHz out.</summary>
internal sealed class AzureVoice(AzureVoiceSettings settings, TimeProvider time) : IRemoteVoice
{
    private readonly HttpClient _client = RemoteVoice.Client(settings.Url, time);
    private readonly Uri _address = new(settings.Url, "/cognitiveservices/v1");

    public string Name => "azure";

    public string Setting => "AZURE_SPEECH_KEY";

    public string Voice { get; } = RemoteVoice.FolderName("azure", settings.Voice);

    public async Task<short[]> SpeakAsync(string text, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Ssml(text))) };
        request.Content.Headers.ContentType = new("application/ssml+xml");
        request.Headers.Add("Ocp-Apim-Subscription-Key", settings.Key.Value);
        request.Headers.Add("X-Microsoft-OutputFormat", "raw-8khz-16bit-mono-pcm");
        request.Headers.Add("User-Agent", "Ramais");
        using var response = await _client.SendAsync(request, cancellation);
        return await RemoteVoice.PcmAsync(response.Content, AudioClip.SampleRate, cancellation);
    }

    public void Dispose() => _client.Dispose();

    /// <summary>A visitor's words may stand in a sentence: nothing in them is markup, and control characters, which XML forbids, are blanks.</summary>
    private string Ssml(string text) =>
        $"<speak version='1.0' xml:lang='pt-BR'><voice name='{SecurityElement.Escape(settings.Voice)}'>{SecurityElement.Escape(SpokenText.Plain(text))}</voice></speak>";
}
