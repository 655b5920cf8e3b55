using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Ramais.Voice;

/// <summary>
/// Where sentences become sound: for each voice in order memory, then disk, then its synthesizer, and after the last voice the recording that
/// ships under the same key. Each text is made once at a time, and whoever wants it meanwhile shares the making; other texts do not wait for it.
/// </summary>
internal sealed partial class PromptAudio : IPromptAudio, IAsyncDisposable
{
    /// <summary>What the clips in memory may take unless told otherwise: some 600 sentences.</summary>
    public const long DefaultMemoryBytes = 32L << 20;

    private readonly IReadOnlyList<PromptVoice> _voices;
    private readonly Func<string, AudioClip?> _recordings;
    private readonly TimeProvider _time;
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
    /// <param name="time">Paces <see cref="PrewarmAsync"/>.</param>
    /// <param name="logger">Told what could not be spoken, by key and hash.</param>
    /// <param name="memoryBytes">What the clips in memory may take.</param>
    public PromptAudio(
        ISpeechSynthesizer? synthesizer,
        PromptFiles? files,
        Func<string, AudioClip?> recordings,
        TimeProvider time,
        ILogger<PromptAudio> logger,
        long memoryBytes = DefaultMemoryBytes)
        : this(synthesizer is null ? [] : [new(synthesizer, files)], recordings, time, logger, memoryBytes)
    {
    }

    /// <param name="voices">In order of preference: one that fails or cannot speak a sentence leaves it to the next.</param>
    /// <param name="recordings">The recording of a key, as <see cref="ShippedRecordings.Find"/>.</param>
    /// <param name="time">Paces <see cref="PrewarmAsync"/>.</param>
    /// <param name="logger">Told what could not be spoken, by key and hash.</param>
    /// <param name="memoryBytes">What the clips in memory may take.</param>
    public PromptAudio(
        IReadOnlyList<PromptVoice> voices,
        Func<string, AudioClip?> recordings,
        TimeProvider time,
        ILogger<PromptAudio> logger,
        long memoryBytes = DefaultMemoryBytes)
    {
        _voices = voices;
        _recordings = recordings;
        _time = time;
        _logger = logger;
        _memory = new ClipCache(memoryBytes);
        _stopping = _lifetime.Token;
    }

    /// <inheritdoc/>
    public ValueTask<AudioClip> GetAsync(PromptText prompt, CancellationToken cancellation) =>
        _voices.Count > 0 && _memory.TryGet(KeyOf(_voices[0], prompt), out var clip) ? new(clip) : SpeakOrPlayAsync(prompt, cancellation);

    /// <summary>
    /// Makes sentences before they are needed, one after the other, resting three times as long as each took, so that calls keep the machine.
    /// </summary>
    /// <returns>How many of them are ready, not counting those that only a recording can speak.</returns>
    public async Task<int> PrewarmAsync(IReadOnlyList<PromptText> prompts, CancellationToken cancellation)
    {
        var ready = 0;
        foreach (var prompt in prompts)
        {
            var start = _time.GetTimestamp();
            if (await MadeAsync(prompt).WaitAsync(cancellation) is not null)
                ready++;
            await Task.Delay(3 * _time.GetElapsedTime(start), _time, cancellation);
        }
        LogPrewarmed(_logger, ready, prompts.Count);
        return ready;
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

    private async ValueTask<AudioClip> SpeakOrPlayAsync(PromptText prompt, CancellationToken cancellation) =>
        await MadeAsync(prompt).WaitAsync(cancellation) ?? _recorded.GetOrAdd(prompt.Key, Recording);

    // The Lazy makes sure that of two callers who both find nothing only one starts the making.
    private Task<AudioClip?> MadeAsync(PromptText prompt) =>
        _making.GetOrAdd(prompt.Text, _ => new Lazy<Task<AudioClip?>>(() => MakeAsync(prompt))).Value;

    // Not under the caller's cancellation: a visitor who hangs up must not take the sentence away from the others who wait for it.
    private async Task<AudioClip?> MakeAsync(PromptText prompt)
    {
        try
        {
            foreach (var voice in _voices)
            {
                if (await SpokenAsync(voice, prompt) is { } clip)
                    return clip;
            }
            return null;
        }
        finally
        {
            _making.TryRemove(prompt.Text, out _);
        }
    }

    private async Task<AudioClip?> SpokenAsync(PromptVoice voice, PromptText prompt)
    {
        if (_memory.TryGet(KeyOf(voice, prompt), out var known))
            return known;
        var clip = await StoredAsync(voice, prompt.Text) ?? await SynthesizedAsync(voice, prompt);
        if (clip is not null)
            _memory.Add(KeyOf(voice, prompt), clip);
        return clip;
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

    [LoggerMessage(Level = LogLevel.Information, Message = "{Ready} de {Total} frases prontas.")]
    private static partial void LogPrewarmed(ILogger logger, int ready, int total);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A frase {Key} ({Hash}) não pôde ser sintetizada pela voz {Voice}; fala a próxima, ou toca a gravação. {Cause}")]
    private static partial void LogNotSynthesized(ILogger logger, string key, string hash, string voice, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A frase {Key} não tem gravação nem síntese e fica muda: instale o espeak-ng (apt-get install espeak-ng).")]
    private static partial void LogMute(ILogger logger, string key);

    [LoggerMessage(Level = LogLevel.Error, Message = "A gravação da frase {Key} está com defeito e fica muda. {Fault}")]
    private static partial void LogBrokenRecording(ILogger logger, string key, string fault);
}

/// <summary>One voice and where its sentences are kept.</summary>
/// <param name="Synthesizer">Speaks.</param>
/// <param name="Files">Null keeps its sentences in memory only.</param>
internal sealed record PromptVoice(ISpeechSynthesizer Synthesizer, PromptFiles? Files);
