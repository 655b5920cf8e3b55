using System.Collections.Frozen;
using Ramais.Server.Providers;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>What hears which extension: the usual recognisers, and those of extensions that have their own.</summary>
/// <param name="usual">Null leaves the keypad.</param>
/// <param name="own">By AI number; a null leaves the keypad.</param>
/// <param name="recognisers">Everything behind the others, to be disposed of.</param>
internal sealed class RecogniserSet(ISpeechToText? usual, FrozenDictionary<string, ISpeechToText?> own, IReadOnlyList<IDisposable> recognisers)
    : ISpeechToText, IDisposable
{
    public IEnumerable<IBreakable> Providers => recognisers.OfType<IBreakable>();

    public string Name => usual?.Name ?? "none";

    public ISpeechToText? For(string extension) => own.TryGetValue(extension, out var chosen) ? chosen : usual;

    /// <summary>Opens a recognition by the usual recognisers.</summary>
    /// <exception cref="InvalidOperationException">There are none: only some extensions have any.</exception>
    public ISpeechRecognition Start(RecognitionContext context) =>
        (usual ?? throw new InvalidOperationException("Only some extensions have a recogniser, and this is none of them.")).Start(context);

    public void Dispose()
    {
        foreach (var recogniser in recognisers)
            recogniser.Dispose();
    }
}
