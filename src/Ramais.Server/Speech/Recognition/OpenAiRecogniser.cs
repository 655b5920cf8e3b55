using System.Text;
using Ramais.Server.Providers;
using Ramais.Server.Settings;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>
/// Any service with OpenAI's <c>audio/transcriptions</c>: one request an utterance, a WAV of 8 kHz and, as <c>prompt</c>, the names that may be
/// heard.
/// </summary>
internal sealed class OpenAiRecogniser(OpenAiRecogniserSettings settings, TimeProvider time) : IRecogniser
{
    /// <summary>Models read the last 224 tokens of a prompt: some 600 letters of names.</summary>
    private const int LongestPrompt = 600;

    private readonly HttpClient _client = BoundedAnswer.Client(settings.Url, time);
    private readonly Uri _address = new($"{settings.Url.AbsoluteUri.TrimEnd('/')}/audio/transcriptions");

    public string Name => "openai";

    public string Setting => "STT_OPENAI_KEY";

    public async Task<Transcript?> RecogniseAsync(UtteranceAudio audio, RecognitionContext context, CancellationToken cancellation)
    {
        var samples = await audio.WholeAsync(cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = Form(samples, context.Hints) };
        if (settings.Key is { } key)
            request.Headers.Authorization = new("Bearer", key.Value);
        using var response = await _client.SendAsync(request, cancellation);
        var text = StrictJson.Read(await response.Content.ReadAsByteArrayAsync(cancellation), static root => StrictJson.Text(root, "text")).Trim();
        return text.Length == 0 ? null : new(text, IsFinal: true);
    }

    public void Dispose() => _client.Dispose();

    private MultipartFormDataContent Form(ReadOnlySpan<short> samples, IReadOnlyList<string> hints)
    {
        var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(WavFile.Encode(samples, WavEncoding.Pcm16, AudioClip.SampleRate));
        file.Headers.ContentType = new("audio/wav");
        Add(form, file, "file", "fala.wav");
        Add(form, Text(settings.Model), "model");
        Add(form, Text("pt"), "language");
        Add(form, Text("json"), "response_format");
        if (Prompt(hints) is { Length: > 0 } prompt)
            Add(form, Text(prompt), "prompt");
        return form;
    }

    private static string Prompt(IReadOnlyList<string> hints)
    {
        var prompt = new StringBuilder();
        foreach (var hint in hints.Where(hint => hint.Any(char.IsLetter)).Distinct(StringComparer.Ordinal))
        {
            if (prompt.Length + hint.Length > LongestPrompt)
                break;
            prompt.Append(prompt.Length > 0 ? ", " : "").Append(hint);
        }
        return prompt.ToString();
    }

    private static StringContent Text(string text)
    {
        var content = new StringContent(text);
        content.Headers.ContentType = null;
        return content;
    }

    // Quoted and without "filename*", which the form parsers of some servers can't read.
    private static void Add(MultipartFormDataContent form, HttpContent content, string name, string? file = null)
    {
        content.Headers.ContentDisposition = new("form-data") { Name = $"\"{name}\"", FileName = file is null ? null : $"\"{file}\"" };
        form.Add(content);
    }
}
