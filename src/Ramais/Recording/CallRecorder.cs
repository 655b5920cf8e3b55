using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Ramais.Recording;

/// <summary>
/// Writes the recordings of all calls, twice a second, on a loop of its own. A call never waits for it: its frames wait in rings, and what a
/// slow disk leaves no room for is lost to the recording alone.
/// </summary>
/// <param name="records">Whether an extension's calls are recorded, by its AI number.</param>
internal sealed partial class CallRecorder(RecordingFolder folder, Func<string, bool> records, TimeProvider time, ILogger<CallRecorder> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private ImmutableArray<CallRecording> _live = [];
    private long _finished;
    private long _failed;
    private long _lost;

    /// <summary>Recordings under way. Any thread, like the next four.</summary>
    public int Live => _live.Length;

    /// <summary>Frames that wait in the fullest recording.</summary>
    public int MostWaiting => _live.Select(recording => recording.Waiting).DefaultIfEmpty().Max();

    /// <summary>Whole files since the start.</summary>
    public long Finished => Volatile.Read(ref _finished);

    /// <summary>Recordings that could not be written to their end.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Frames lost because the disk was slow.</summary>
    public long Lost => Volatile.Read(ref _lost);

    public bool Records(string aiNumber) => records(aiNumber);

    /// <summary>Begins the recording of a call. Any thread.</summary>
    public CallRecording Begin(Guid call)
    {
        var recording = new CallRecording(call, time);
        ImmutableInterlocked.Update(ref _live, live => live.Add(recording));
        return recording;
    }

    /// <summary>Makes whole what an earlier process left, then writes until it is told to stop, and what has come by then.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        Recover();
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
                WriteAll();
        }
        finally
        {
            WriteAll();
            foreach (var unfinished in _live)
                unfinished.GiveUp();
        }
    }

    private void WriteAll()
    {
        foreach (var recording in _live)
            Write(recording);
    }

    private void Write(CallRecording recording)
    {
        try
        {
            Interlocked.Add(ref _lost, recording.LostSinceLast());
            if (!recording.Write(folder))
                return;
            Interlocked.Increment(ref _finished);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            recording.GiveUp();
            Interlocked.Increment(ref _failed);
            LogFailed(fault, recording.Call, folder.Root);
        }
        if (recording.Lost > 0)
            LogLost(recording.Call, recording.Lost * 20);
        ImmutableInterlocked.Update(ref _live, live => live.Remove(recording));
    }

    private void Recover()
    {
        foreach (var left in folder.Left())
        {
            try
            {
                RecordingFile.Recover(left);
                LogRecovered(Path.GetFileName(left)[..^RecordingFile.Suffix.Length]);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                LogNotRecovered(fault, left);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chamada {CallId}: a gravação não pôde ser escrita em {Folder} e para aqui; a chamada continua. Confira o espaço em disco e as permissões.")]
    private partial void LogFailed(Exception fault, Guid callId, string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chamada {CallId}: o disco não acompanhou e faltam {Milliseconds} ms de som na gravação; a chamada não foi afetada.")]
    private partial void LogLost(Guid callId, long milliseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "A gravação {File}, interrompida quando o servidor parou, foi concluída com o que já estava em disco.")]
    private partial void LogRecovered(string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A gravação interrompida {Path} não pôde ser concluída; confira as permissões e o disco. A próxima partida tenta de novo.")]
    private partial void LogNotRecovered(Exception fault, string path);
}
