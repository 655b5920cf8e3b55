using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Ramais.Voice;

/// <summary>
/// Has sentences made before they are needed: at the start, and again when the directory brings other greetings or voices. One after the
/// other, resting three times as long as each took, so that calls keep the machine.
/// </summary>
/// <param name="voices">Who speaks them.</param>
/// <param name="voice">The usual voice, for the status; null where only recordings speak.</param>
/// <param name="time">Paces the work.</param>
/// <param name="logger">Told how far it is.</param>
internal sealed partial class PromptPreparation(PromptVoices voices, string? voice, TimeProvider time, ILogger<PromptPreparation> logger)
{
    private const int Reports = 4;

    // Only the newest wish counts.
    private readonly Channel<IReadOnlyList<PromptText>> _wanted = Channel.CreateBounded<IReadOnlyList<PromptText>>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly ILogger _logger = logger;
    private volatile PromptProgress _progress = new(0, 0, 0, voice);

    /// <summary>How far it is. Any thread.</summary>
    public PromptProgress Progress => _progress;

    /// <summary>Wants these sentences to be ready, instead of those wanted before. Any thread.</summary>
    public void Want(IReadOnlyList<PromptText> prompts) => _wanted.Writer.TryWrite(prompts);

    /// <summary>Prepares what is wanted until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (await _wanted.Reader.WaitToReadAsync(stopping))
        {
            if (_wanted.Reader.TryRead(out var prompts))
                await PrepareAsync([.. prompts.DistinctBy(prompt => (prompt.Voice, prompt.Text))], stopping);
        }
    }

    private async Task PrepareAsync(List<PromptText> prompts, CancellationToken stopping)
    {
        _progress = new(0, prompts.Count, 0, voice);
        foreach (var (index, prompt) in prompts.Index())
        {
            if (_wanted.Reader.TryPeek(out _))
                return;
            var start = time.GetTimestamp();
            Note(await voices.PrepareAsync(prompt, stopping));
            if (IsQuarter(index + 1, prompts.Count))
                LogProgress(_progress.Ready, prompts.Count, index + 1 - _progress.Ready);
            await Task.Delay(3 * time.GetElapsedTime(start), time, stopping);
        }
    }

    private void Note(bool isReady) =>
        _progress = isReady ? _progress with { Ready = _progress.Ready + 1 } : _progress with { Failed = _progress.Failed + 1 };

    private static bool IsQuarter(int done, int total) => done * Reports / total > (done - 1) * Reports / total;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Ready} de {Total} frases prontas; {Failed} só como gravação.")]
    private partial void LogProgress(int ready, int total, int failed);
}

/// <summary>How many sentences are ready before they are needed.</summary>
/// <param name="Ready">A voice has spoken them.</param>
/// <param name="Total">All that are wanted.</param>
/// <param name="Failed">No voice could; the recording that ships takes their place.</param>
/// <param name="Voice">The usual voice; null where only recordings speak.</param>
internal sealed record PromptProgress(int Ready, int Total, int Failed, string? Voice);
