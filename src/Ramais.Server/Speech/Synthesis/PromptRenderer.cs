using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>Makes the recordings that ship: every fixed sentence of the catalogue, in one voice, as a file named after its key.</summary>
internal sealed class PromptRenderer(ISpeechSynthesizer synthesizer)
{
    /// <summary>
    /// Writes <c>KEY.wav</c> (8 kHz u-law) for each prompt into <paramref name="folder"/>. The same sentences give the same bytes, and a
    /// file that already has them is left alone.
    /// </summary>
    /// <returns>How many files changed.</returns>
    /// <exception cref="SpeechSynthesisException">A sentence could not be spoken, or a key cannot name a file.</exception>
    public async Task<int> RenderAsync(IReadOnlyList<PromptText> prompts, string folder, CancellationToken cancellation)
    {
        System.IO.Directory.CreateDirectory(folder);
        var changed = 0;
        foreach (var prompt in prompts)
        {
            var path = Path.Combine(folder, FileNameOf(prompt.Key));
            var bytes = WavFile.Encode(await SpeakAsync(prompt, cancellation), WavEncoding.MuLaw);
            if (File.Exists(path) && (await File.ReadAllBytesAsync(path, cancellation)).SequenceEqual(bytes))
                continue;
            await File.WriteAllBytesAsync(path, bytes, cancellation);
            changed++;
        }
        return changed;
    }

    private static string FileNameOf(string key) => PromptText.IsValidKey(key)
        ? $"{key}.wav"
        : throw new SpeechSynthesisException($"a chave '{key}' não pode ser nome de arquivo: use letras minúsculas, dígitos, '.', '_' e '-'.");

    private async Task<AudioClip> SpeakAsync(PromptText prompt, CancellationToken cancellation) =>
        await synthesizer.SynthesizeAsync(prompt.FixedText ?? prompt.Text, cancellation)
        ?? throw new SpeechSynthesisException($"a frase {prompt.Key} não pôde ser gravada: a voz {synthesizer.Voice} não está instalada (apt-get install espeak-ng).");
}
