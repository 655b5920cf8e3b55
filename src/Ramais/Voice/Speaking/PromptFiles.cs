using Microsoft.Extensions.Logging;

namespace Ramais.Voice;

/// <summary>
/// One voice's sentences on disk, <c>DATA_DIR/prompts/VOICE/SHA256-OF-TEXT.wav</c>. A trouble with the disk costs a synthesis, never a call:
/// it is logged and nothing is thrown but cancellation.
/// </summary>
internal sealed partial class PromptFiles
{
    /// <summary>The most that one voice may take on disk unless told otherwise: some 5,000 sentences.</summary>
    public const long DefaultLimitBytes = 256L << 20;

    private readonly string _folder;
    private readonly FolderQuota _quota;
    private readonly ILogger _logger;

    /// <param name="dataFolder">DATA_DIR.</param>
    /// <param name="voice">Letters, digits and hyphens: a folder's name.</param>
    /// <param name="logger">Told of disk troubles.</param>
    /// <param name="limitBytes">The most that this voice may take; the oldest files go first.</param>
    /// <exception cref="ArgumentException">The voice has other characters.</exception>
    public PromptFiles(string dataFolder, string voice, ILogger<PromptFiles> logger, long limitBytes = DefaultLimitBytes)
    {
        if (voice.Length == 0 || !voice.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            throw new ArgumentException($"The voice '{voice}' must have letters, digits and hyphens only.", nameof(voice));
        _folder = Path.Combine(dataFolder, "prompts", voice);
        _quota = new FolderQuota(_folder, limitBytes);
        _logger = logger;
    }

    /// <summary>The clip that was stored for <paramref name="text"/>; null when there is none. A broken file is removed.</summary>
    public async Task<AudioClip?> ReadAsync(string text, CancellationToken cancellation)
    {
        var path = PathOf(text);
        try
        {
            return File.Exists(path) ? WavReader.Parse(await File.ReadAllBytesAsync(path, cancellation), path) : null;
        }
        catch (WavFormatException broken)
        {
            LogBroken(_logger, broken.Message);
            RemoveQuietly(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(_logger, path, failure.Message);
        }
        return null;
    }

    /// <summary>Stores a clip: other readers see the old file or the whole new one.</summary>
    public async Task WriteAsync(string text, AudioClip clip, CancellationToken cancellation)
    {
        var path = PathOf(text);
        var temporary = $"{path}.{Guid.NewGuid():N}{FolderQuota.TemporaryExtension}";
        try
        {
            System.IO.Directory.CreateDirectory(_folder);
            var bytes = WavFile.Encode(clip, WavEncoding.Pcm16);
            await File.WriteAllBytesAsync(temporary, bytes, cancellation);
            File.Move(temporary, path, overwrite: true);
            _quota.Grew(bytes.Length);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogUnwritable(_logger, _folder, failure.Message);
            RemoveQuietly(temporary);
        }
    }

    private string PathOf(string text) => Path.Combine(_folder, PromptText.HashOf(text) + ".wav");

    private static void RemoveQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The next write goes over it, and the trouble with this disk was already logged.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Frase guardada com defeito, será feita de novo: {Fault}")]
    private static partial void LogBroken(ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A frase guardada em {Path} não pôde ser lida e será feita de novo: confira as permissões. {Cause}")]
    private static partial void LogUnreadable(ILogger logger, string path, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Uma frase não pôde ser guardada em {Folder}; segue só na memória: confira o espaço em disco e as permissões. {Cause}")]
    private static partial void LogUnwritable(ILogger logger, string folder, string cause);
}
