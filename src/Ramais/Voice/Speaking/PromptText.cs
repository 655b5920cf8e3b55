namespace Ramais.Voice;

/// <summary>A sentence on its way to becoming sound.</summary>
/// <param name="Key">Its name in the catalogue; names the shipped recording. Lower-case letters, digits, <c>_</c>, <c>.</c> and <c>-</c>.</param>
/// <param name="Text">The whole sentence, variables filled in; may name people, so it is never logged.</param>
/// <param name="FixedText">The same sentence without its variables, as the shipped recording says it; null when <paramref name="Text"/> has none.</param>
internal sealed record PromptText(string Key, string Text, string? FixedText);
