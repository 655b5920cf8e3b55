namespace Ramais.Voice;

/// <summary>What a party said between two silences.</summary>
/// <param name="Start">When the speech itself began, since the accept of the leg; not when it was noticed.</param>
/// <param name="End">When the speech itself ended, since the accept.</param>
/// <param name="Samples">8 kHz mono: up to 300 ms before the start, the speech, up to 200 ms after the end.</param>
internal sealed record Utterance(TimeSpan Start, TimeSpan End, ReadOnlyMemory<short> Samples);
