using System.Text.Json;
using Ramais.Server.Providers;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>
/// What vosk-server answers to one utterance: partial texts, which later ones replace, and pieces of the final text wherever the server
/// itself heard a pause.
/// </summary>
internal sealed class VoskReplies(Action<Transcript> onPartial)
{
    private readonly List<string> _texts = [];
    private readonly List<double> _confidences = [];
    private int _expected = int.MaxValue;
    private int _taken;

    /// <summary>Every message sent has its answer, the last one included.</summary>
    public bool IsComplete => _taken >= Volatile.Read(ref _expected);

    /// <summary>The whole; null when there were no words. Confidence is the mean of the words'.</summary>
    public Transcript? Final => _texts.Count == 0
        ? null
        : new(string.Join(' ', _texts), IsFinal: true, _confidences.Count > 0 ? _confidences.Average() : null);

    /// <summary>How many answers there will be. For the sender, before it sends the last message.</summary>
    public void Expect(int replies) => Volatile.Write(ref _expected, replies);

    /// <summary>Takes one answer.</summary>
    /// <exception cref="ProviderFailedException">It is none.</exception>
    public void Take(ReadOnlyMemory<byte> reply)
    {
        _taken++;
        if (StrictJson.Read(reply, Read) is { Length: > 0 } partial)
            onPartial(new(string.Join(' ', [.. _texts, partial]), IsFinal: false));
    }

    private string? Read(JsonElement reply)
    {
        if (StrictJson.OptionalText(reply, "partial") is { } partial)
            return VoskGrammar.Understood(partial);
        if (VoskGrammar.Understood(StrictJson.Text(reply, "text")) is not { Length: > 0 } text)
            return null;
        _texts.Add(text);
        if (reply.TryGetProperty("result", out var words))
            _confidences.AddRange(words.EnumerateArray().Where(IsUnderstood).Select(word => word.GetProperty("conf").GetDouble()));
        return null;
    }

    private static bool IsUnderstood(JsonElement word) => VoskGrammar.Understood(StrictJson.Text(word, "word")).Length > 0;
}
