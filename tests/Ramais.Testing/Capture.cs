namespace Ramais.Testing;

/// <summary>What an Asterisk sent on one connection, as it came from the socket.</summary>
/// <param name="Reads">The reads, in order. The first message is the UUID; it may share its read with audio.</param>
/// <param name="EndsAt">When the connection ended, since the accept.</param>
/// <param name="Truth">What is in it.</param>
internal sealed record Capture(IReadOnlyList<CaptureRead> Reads, TimeSpan EndsAt, CaptureTruth Truth);

/// <summary>One read from the socket.</summary>
/// <param name="At">Since the accept.</param>
/// <param name="Bytes">As received: a message, several, or parts of one.</param>
internal sealed record CaptureRead(TimeSpan At, byte[] Bytes);

/// <summary>What is known of a capture.</summary>
/// <param name="Uuid">32 hexadecimal digits.</param>
/// <param name="AudioMessages">How many there are.</param>
/// <param name="Sizes">Payload lengths of the audio messages, in bytes, each once.</param>
/// <param name="Dtmf">Keys, one a string.</param>
/// <param name="End">How it ended: "fin".</param>
/// <param name="DurationMs">From the accept to the end.</param>
/// <param name="Spoken">The sentences, one an utterance.</param>
/// <param name="SpeechMs">First and last 20 ms message above RMS 600 of each utterance, in milliseconds of capture time.</param>
internal sealed record CaptureTruth(
    string Uuid, int AudioMessages, int[] Sizes, string[] Dtmf, string End, double DurationMs, string[] Spoken, double[][] SpeechMs)
{
    public Guid CallId => Guid.Parse(Uuid);
}
