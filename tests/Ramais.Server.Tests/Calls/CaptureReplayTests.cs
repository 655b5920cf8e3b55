using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ramais.Calls;
using Ramais.Extensions;
using Ramais.Server.History;
using Ramais.Server.Hosting;
using Ramais.Server.Settings;
using Ramais.Testing;

namespace Ramais.Server.Tests.Calls;

/// <summary>
/// What a real Asterisk sent, read by read and with its timing, through a real socket into the whole server; what the call's timeline says is
/// held against the truth.
/// </summary>
public sealed class CaptureReplayTests(ITestOutputHelper output)
{
    /// <summary>The issue's tolerance. The replay's own lateness, measured, comes on top twice: a busy machine sends late, and reads as late.</summary>
    private const double PrecisionMs = 150;

    [Fact]
    public async Task Every_capture_is_heard_as_it_was_spoken()
    {
        var captures = Captures.Names.Select(name => (Name: name, Capture: Captures.Load(name)))
            .Concat(Captures.HumanNames.Select(name => (Name: name, Capture: Captures.LoadShared(name)!)).Where(human => human.Capture is not null))
            .ToList();
        using var folder = new TemporaryFolder();
        var ports = FreePorts.Take(2);
        await using var server = await StartAsync(folder, ports[0], ports[1]);

        var replays = await Task.WhenAll(captures.Select(async item => (item.Name, item.Capture, Late: await CaptureReplay.RunAsync(item.Capture, ports[0]))));

        var calls = server.Services.GetRequiredService<CallLookup>();
        foreach (var (name, capture, late) in replays)
            await CheckAsync(calls, name, capture, late);
        await server.StopAsync();
    }

    private async Task CheckAsync(CallLookup calls, string name, Capture capture, TimeSpan late)
    {
        var view = await EndedAsync(calls, capture.Truth.CallId);
        output.WriteLine($"{name}: {string.Join(' ', view.Timeline.Where(e => e.Event.StartsWith("speech", StringComparison.Ordinal)).Select(e => $"{e.Event}@{e.AtMs}"))}; sent up to {late.TotalMilliseconds:F1} ms late");
        var heard = view.Timeline.Where(entry => entry.Event is "speech_started" or "speech_ended").Select(entry => (double)entry.AtMs).ToList();
        var spoken = capture.Truth.SpeechMs.SelectMany(span => span).ToList();
        Assert.True(heard.Count == spoken.Count, $"{name}: {heard.Count / 2.0} utterances instead of {spoken.Count / 2.0}");
        Assert.All(heard.Zip(spoken), pair => Assert.InRange(pair.First - pair.Second, -PrecisionMs - (2 * late.TotalMilliseconds), PrecisionMs + (2 * late.TotalMilliseconds)));
        Assert.Equal(capture.Truth.Dtmf, view.Timeline.Where(entry => entry.Event == "key").Select(entry => entry.Detail));
        Assert.Equal("closed", Assert.Single(view.Legs).EndReason);
    }

    /// <summary>The connection has ended for us; the server notices a moment later.</summary>
    private static async Task<CallView> EndedAsync(CallLookup calls, Guid id)
    {
        while (true)
        {
            if (await calls.FindAsync(id, TestContext.Current.CancellationToken) is { EndedAt: not null } view)
                return view;
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static Task<RamaisServer> StartAsync(TemporaryFolder folder, int visitorPort, int returnPort)
    {
        var row = new ExtensionRow(10, "2018519", "2018520", "127.0.0.1", $"{visitorPort}", $"{returnPort}", "15");
        File.WriteAllBytes(folder.File(FirstStart.ExtensionsFile), JsonExtensionFile.Format([row]));
        return RamaisServer.StartAsync(
            new RamaisSettings { ApiPort = 0, DataDir = folder.Path, ShutdownLimit = TimeSpan.Zero },
            (services, settings) =>
            {
                services.AddCalls(settings);
                services.AddLogging(logging => logging.ClearProviders());
            },
            TestContext.Current.CancellationToken);
    }
}
