namespace Ramais.Voice;

/// <summary>What a recogniser understood of one utterance.</summary>
/// <param name="Text">As the recogniser wrote it; personal data, never logged.</param>
/// <param name="IsFinal">False for a partial, which later ones replace.</param>
/// <param name="Confidence">0 to 1, or null when the recogniser gives none.</param>
internal sealed record Transcript(string Text, bool IsFinal, double? Confidence = null);
