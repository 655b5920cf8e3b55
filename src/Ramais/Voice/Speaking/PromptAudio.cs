using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Ramais.Voice;

/// <summary>
/// Where sentences become sound: for each voice in order memory, then disk, then its synthesizer, and after the last voice the recording that
/// ships under the prompt's key, which says the whole of it. Each sentence is made once at a time in each voice, and whoever wants it meanwhile
/// shares the making; others do not wait for it.
/// </summary>
internal sealed partial class PromptAudio : IPromptAudio, IAsyncDisposable
{
    /// <summary>What the clips in memory may take unless told otherwise: some 600 sentences.</summary>
    public const long DefaultMemoryBytes = 32L << 20;

    // A synthesizer's sentence has hardly any silence at its ends, and people breathe.
    private static readonly AudioClip Breath = new(new short[8 * AudioClip.FrameSamples]);

    private readonly IReadOnlyList<PromptVoice> _voices;
    private readonly Func<string, AudioClip?> _recordings;
    private readonly ILogger _logger;
    private readonly ClipCache _memory;
    private readonly ConcurrentDictionary<string, Lazy<Task<AudioClip?>>> _making = new();
    private readonly ConcurrentDictionary<string, AudioClip> _recorded = new();
    private readonly CancellationTokenSource _lifetime = new();
    private readonly CancellationToken _stopping;
    private int _disposed;

    /// <param name="synthesizer">Null where none is configured: recordings alone then.</param>
    /// <param name="files">The disk cache of the synthesizer's voice; null keeps sentences in memory only.</param>
    /// <param name="recordings">The recording of a key, as <see cref="ShippedRecordings.Find"/>.</param>
    /// <param name="logger">Told what could not be spoken, by key and hash.</param>
    /// <param name="memoryBytes">What the clips in memory may take.</param>
    public PromptAudio(
        ISpeechSynthesizer? synthesizer,
        PromptFiles? files,
        Func<string, AudioClip?> recordings,
        ILogger<PromptAudio> logger,
        long memoryBytes = DefaultMemoryBytes)
        : this(synthesizer is null ? [] : [new(synthesizer, files)], recordings, logger, memoryBytes)
    {
    }

    /// <param name="voices">In order of preference: one that fails or cannot speak a sentence leaves it to the next.</param>
    /// <param name="recordings">The recording of a key, as <see cref="ShippedRecordings.Find"/>.</param>
    /// <param name="logger">Told what could not be spoken, by key and hash.</param>
    /// <param name="memoryBytes">What the clips in memory may take.</param>
    public PromptAudio(
        IReadOnlyList<PromptVoice> voices,
        Func<string, AudioClip?> recordings,
        ILogger<PromptAudio> logger,
        long memoryBytes = DefaultMemoryBytes)
    {
        _voices = voices;
        _recordings = recordings;
        _logger = logger;
        _memory = new ClipCache(memoryBytes);
        _stopping = _lifetime.Token;
    }

    /// <summary>In what voice it speaks as a rule; null where it has recordings alone.</summary>
    public string? Voice => _voices.Count > 0 ? _voices[0].Synthesizer.Voice : null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<AudioClip> SpeakAsync(PromptText prompt, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var isFirst = true;
        foreach (var sentence in Sentences.Split(prompt.Text))
        {
            var said = await SayAsync(prompt, sentence, cancellation) ?? new(_recorded.GetOrAdd(prompt.Key, Recording), IsWhole: true);
            if (!isFirst)
                yield return Breath;
            yield return said.Clip;
            if (said.IsWhole)
                yield break;
            isFirst = false;
        }
    }

    /// <summary>Has a prompt made before it is needed.</summary>
    /// <returns>Whether a voice can speak all of it; what only a shipped recording can is not ready.</returns>
    public async Task<bool> PrepareAsync(PromptText prompt, CancellationToken cancellation)
    {
        foreach (var sentence in Sentences.Split(prompt.Text))
        {
            if (await SayAsync(prompt, sentence, cancellation) is not { } said)
                return false;
            if (said.IsWhole)
                break;
        }
        return true;
    }

    /// <summary>Cancels what is being made and waits for it. A second call does nothing: a container may know this object by two names.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _lifetime.Cancel();
        foreach (var making in _making.Values)
            await SettledAsync(making.Value);
        _lifetime.Dispose();
    }

    private static async Task SettledAsync(Task making)
    {
        try
        {
            await making;
        }
        catch (OperationCanceledException)
        {
            // That is what was asked for; those who waited for the sentence have been told too.
        }
    }

    /// <summary>One sentence in the first voice that can speak it; null when none can.</summary>
    private async ValueTask<Said?> SayAsync(PromptText prompt, string sentence, CancellationToken cancellation)
    {
        foreach (var voice in _voices)
        {
            var isWhole = voice.Synthesizer.SpeaksByKey;
            var wanted = isWhole ? prompt : prompt with { Text = sentence };
            if (_memory.TryGet(KeyOf(voice, wanted), out var known) || (known = await MadeAsync(voice, wanted).WaitAsync(cancellation)) is not null)
                return new(known, isWhole);
        }
        return null;
    }

    // The Lazy makes sure that of two callers who both find nothing only one starts the making.
    private Task<AudioClip?> MadeAsync(PromptVoice voice, PromptText prompt) =>
        _making.GetOrAdd(KeyOf(voice, prompt), key => new Lazy<Task<AudioClip?>>(() => MakeAsync(key, voice, prompt))).Value;

    // Not under the caller's cancellation: a visitor who hangs up must not take the sentence away from the others who wait for it.
    private async Task<AudioClip?> MakeAsync(string key, PromptVoice voice, PromptText prompt)
    {
        try
        {
            var clip = await StoredAsync(voice, prompt.Text) ?? await SynthesizedAsync(voice, prompt);
            if (clip is not null)
                _memory.Add(key, clip);
            return clip;
        }
        finally
        {
            _making.TryRemove(key, out _);
        }
    }

    private async Task<AudioClip?> StoredAsync(PromptVoice voice, string text) => voice.Files is null ? null : await voice.Files.ReadAsync(text, _stopping);

    private async Task<AudioClip?> SynthesizedAsync(PromptVoice voice, PromptText prompt)
    {
        if (await TrySynthesizeAsync(voice.Synthesizer, prompt) is not { } clip)
            return null;
        if (voice.Files is not null)
            await voice.Files.WriteAsync(prompt.Text, clip, _stopping);
        return clip;
    }

    private async Task<AudioClip?> TrySynthesizeAsync(ISpeechSynthesizer synthesizer, PromptText prompt)
    {
        try
        {
            return await synthesizer.SynthesizeAsync(prompt, _stopping);
        }
        catch (Exception failure) when (!_stopping.IsCancellationRequested)
        {
            LogNotSynthesized(_logger, prompt.Key, PromptText.HashOf(prompt.Text), synthesizer.Voice, failure.Message);
            return null;
        }
    }

    private static string KeyOf(PromptVoice voice, PromptText prompt) => $"{voice.Synthesizer.Voice}\n{prompt.Text}";

    private AudioClip Recording(string key)
    {
        try
        {
            if (_recordings(key) is { } clip)
                return clip;
            LogMute(_logger, key);
        }
        catch (WavFormatException broken)
        {
            LogBrokenRecording(_logger, key, broken.Message);
        }
        return AudioClip.Empty;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A frase {Key} ({Hash}) não pôde ser sintetizada pela voz {Voice}; fala a próxima, ou toca a gravação. {Cause}")]
    private static partial void LogNotSynthesized(ILogger logger, string key, string hash, string voice, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A frase {Key} não tem gravação nem síntese e fica muda: instale o espeak-ng (apt-get install espeak-ng).")]
    private static partial void LogMute(ILogger logger, string key);

    [LoggerMessage(Level = LogLevel.Error, Message = "A gravação da frase {Key} está com defeito e fica muda. {Fault}")]
    private static partial void LogBrokenRecording(ILogger logger, string key, string fault);
}

/// <summary>What was said.</summary>
/// <param name="Clip">The sound.</param>
/// <param name="IsWhole">It is the whole prompt, not just the sentence asked for.</param>
internal readonly record struct Said(AudioClip Clip, bool IsWhole);

/// <summary>One voice and where its sentences are kept.</summary>
/// <param name="Synthesizer">Speaks.</param>
/// <param name="Files">Null keeps its sentences in memory only.</param>
internal sealed record PromptVoice(ISpeechSynthesizer Synthesizer, PromptFiles? Files);
