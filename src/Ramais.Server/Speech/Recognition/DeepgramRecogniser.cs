using System.Net.Http.Headers;
using System.Text.Json;
using Ramais.Server.Providers;
using Ramais.Server.Settings;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>
/// Deepgram's live API by WebSocket: sound in binary messages; <c>Results</c>, which are final piece by piece; <c>CloseStream</c> brings the
/// rest and then <c>Metadata</c>.
/// </summary>
internal sealed class DeepgramRecogniser(DeepgramSettings settings, TimeProvider time) : IRecogniser
{
    private const string CloseStream = """{"type":"CloseStream"}""";

    /// <summary>The service advises 20 to 250 ms.</summary>
    private const int PieceSamples = AudioClip.SampleRate / 10;

    /// <summary>The service takes 500 tokens; a name has two to five.</summary>
    private const int MaxKeyterms = 80;

    private readonly HttpMessageInvoker _connections = new(BoundedAnswer.Connections(settings.Url));

    public string Name => "deepgram";

    public string Setting => "DEEPGRAM_KEY";

    public async Task<Transcript?> RecogniseAsync(UtteranceAudio audio, RecognitionContext context, CancellationToken cancellation)
    {
        var key = new AuthenticationHeaderValue("Token", settings.Key.Value);
        await using var link = await WebSocketLink.OpenAsync(Address(context.Hints), key, _connections, time, cancellation);
        var replies = new DeepgramReplies(context.OnPartial);
        return await WebSocketLink.ExchangeAsync(c => SendAsync(link, audio, c), c => ReceiveAsync(link, replies, c), cancellation);
    }

    public void Dispose() => _connections.Dispose();

    private static async Task SendAsync(WebSocketLink link, UtteranceAudio audio, CancellationToken cancellation)
    {
        await foreach (var piece in audio.ReadAsync(PieceSamples, cancellation))
            await link.SendAsync(piece, cancellation);
        await link.SendAsync(CloseStream, cancellation);
    }

    private static async Task<Transcript?> ReceiveAsync(WebSocketLink link, DeepgramReplies replies, CancellationToken cancellation)
    {
        while (!replies.IsComplete)
            replies.Take(await link.ReceiveAsync(cancellation) ?? throw new ProviderFailedException(ProviderFailure.Unreachable));
        return replies.Final;
    }

    private Uri Address(IReadOnlyList<string> hints)
    {
        var query = $"model={Uri.EscapeDataString(settings.Model)}&language=pt-BR&encoding=linear16&sample_rate={AudioClip.SampleRate}&channels=1&interim_results=true";
        if (settings.Model.StartsWith("nova-3", StringComparison.Ordinal))
            query += string.Concat(hints.Where(hint => hint.Any(char.IsLetter)).Take(MaxKeyterms).Select(hint => $"&keyterm={Uri.EscapeDataString(hint)}"));
        return new(settings.Url, $"/v1/listen?{query}");
    }
}

/// <summary>What Deepgram answers to one utterance.</summary>
internal sealed class DeepgramReplies(Action<Transcript> onPartial)
{
    private readonly List<string> _texts = [];
    private readonly List<double> _confidences = [];

    /// <summary>The summary came, which is the last message.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The whole; null when there were no words. Confidence is the mean of the pieces'.</summary>
    public Transcript? Final => _texts.Count == 0 ? null : new(string.Join(' ', _texts), IsFinal: true, _confidences.Average());

    /// <summary>Takes one message.</summary>
    /// <exception cref="ProviderFailedException">It is none of the agreed ones, or tells of an error.</exception>
    public void Take(ReadOnlyMemory<byte> message)
    {
        if (StrictJson.Read(message, Read) is { } partial)
            onPartial(new(string.Join(' ', [.. _texts, partial]), IsFinal: false));
    }

    private string? Read(JsonElement message)
    {
        switch (StrictJson.Text(message, "type"))
        {
            case "Results":
                return Piece(message);
            case "Metadata":
                IsComplete = true;
                return null;
            case "Error":
                throw new ProviderFailedException(ProviderFailure.Shape);
            default:
                return null; // SpeechStarted, UtteranceEnd and what is yet to be invented
        }
    }

    private string? Piece(JsonElement message)
    {
        var best = message.GetProperty("channel").GetProperty("alternatives")[0];
        if (StrictJson.Text(best, "transcript") is not { Length: > 0 } text)
            return null;
        if (!message.GetProperty("is_final").GetBoolean())
            return text;
        _texts.Add(text);
        _confidences.Add(best.GetProperty("confidence").GetDouble());
        return null;
    }
}
