using System.Text.Json;
using System.Text.Json.Serialization;
using Ramais.Server.Providers;
using Ramais.Server.Settings;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>
/// vosk-server by WebSocket: a configuration, then sound in binary messages, each answered by one text message; <c>{"eof" : 1}</c> is answered
/// by the last one. The server compares that text byte by byte, the blanks included.
/// </summary>
internal sealed class VoskRecogniser(VoskSettings settings, TimeProvider time) : IRecogniser
{
    private const string Eof = """{"eof" : 1}""";

    /// <summary>Every piece costs an answer: 200 ms, as the server's own clients send.</summary>
    private const int PieceSamples = AudioClip.SampleRate / 5;

    private readonly HttpMessageInvoker _connections = new(BoundedAnswer.Connections(settings.Url));

    public string Name => "vosk";

    public string Setting => "VOSK_URL";

    public async Task<Transcript?> RecogniseAsync(UtteranceAudio audio, RecognitionContext context, CancellationToken cancellation)
    {
        await using var link = await WebSocketLink.OpenAsync(settings.Url, null, _connections, time, cancellation);
        var replies = new VoskReplies(context.OnPartial);
        return await WebSocketLink.ExchangeAsync(
            c => SendAsync(link, audio, context, replies, c), c => ReceiveAsync(link, replies, c), cancellation);
    }

    public void Dispose() => _connections.Dispose();

    private async Task SendAsync(WebSocketLink link, UtteranceAudio audio, RecognitionContext context, VoskReplies replies, CancellationToken cancellation)
    {
        await link.SendAsync(Configuration(context), cancellation);
        var sent = 0;
        await foreach (var piece in audio.ReadAsync(PieceSamples, cancellation))
        {
            await link.SendAsync(piece, cancellation);
            sent++;
        }
        replies.Expect(sent + 1);
        await link.SendAsync(Eof, cancellation);
    }

    private static async Task<Transcript?> ReceiveAsync(WebSocketLink link, VoskReplies replies, CancellationToken cancellation)
    {
        while (!replies.IsComplete)
            replies.Take(await link.ReceiveAsync(cancellation) ?? throw new ProviderFailedException(ProviderFailure.Unreachable));
        return replies.Final;
    }

    private string Configuration(RecognitionContext context)
    {
        var phrases = settings.ClosedGrammar && context.Hints.Count > 0 ? VoskGrammar.Of(context.Hints) : null;
        return JsonSerializer.Serialize(new(new(AudioClip.SampleRate, Words: 1, phrases)), VoskJson.Default.VoskMessage);
    }
}

internal sealed record VoskMessage(VoskConfiguration Config);

/// <param name="SampleRate">Of the sound that follows.</param>
/// <param name="Words">1 asks for each word with its confidence.</param>
/// <param name="PhraseList">The only words that may be recognised; null leaves all.</param>
internal sealed record VoskConfiguration(int SampleRate, int Words, IReadOnlyList<string>? PhraseList);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VoskMessage))]
internal sealed partial class VoskJson : JsonSerializerContext;
