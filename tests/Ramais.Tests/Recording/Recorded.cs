using Microsoft.Extensions.Logging.Abstractions;
using Ramais.Recording;
using Ramais.Testing;

namespace Ramais.Tests.Recording;

/// <summary>A gatehouse that records, in virtual time, with a writer that a test may hold up.</summary>
internal sealed class Recorded(Gatehouse gate, CallRecorder recorder, RecordingFolder folder)
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _writing = Task.CompletedTask;

    public Gatehouse Gate => gate;

    public CallRecorder Recorder => recorder;

    public RecordingFolder Folder => folder;

    public static void Run(Func<Recorded, Task> script, bool voice = false, bool records = true, string? dataDir = null) => VirtualTime.Run(async time =>
    {
        using var temporary = new TemporaryFolder();
        var folder = new RecordingFolder(dataDir ?? temporary.Path);
        var recorder = new CallRecorder(folder, _ => records, time, NullLogger<CallRecorder>.Instance);
        await script(new(new(time, voice, recorder: recorder), recorder, folder));
    });

    /// <summary>The disk keeps up from here on.</summary>
    public void StartWriting() => _writing = recorder.RunAsync(_stopping.Token);

    /// <summary>All calls are over and the server has stopped.</summary>
    public async Task<StereoWav> FinishAsync()
    {
        await StopAsync();
        return StereoWav.Read(folder.Find(Gatehouse.NewId()) ?? throw new InvalidOperationException("There is no recording."));
    }

    public async Task StopAsync()
    {
        await gate.QuietAsync();
        _stopping.Cancel();
        try
        {
            await _writing;
        }
        catch (OperationCanceledException)
        {
            // as told
        }
    }
}
