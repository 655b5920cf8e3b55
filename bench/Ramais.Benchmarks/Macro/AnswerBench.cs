using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Ramais.Server.Load;

namespace Ramais.Benchmarks.Macro;

/// <summary>
/// End of speech to the first audio of the answer, over sockets: visitors speak to the whole server, whose recogniser is a service on loopback
/// that answers at once. Told apart from the silence that ends an utterance, which is the same for all.
/// </summary>
internal static class AnswerBench
{
    private const int RecogniserPort = 9434;
    private const int WarmUp = 20;
    private const double CallsPerSecond = 20;

    private static readonly TimeSpan EndSilence = TimeSpan.FromSeconds(0.4); // shorter than any question's own, so that it holds for all
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="arguments">How many calls, 400 by default.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var calls = arguments.NumberAt(0, 400);
        await using var recogniser = await StartRecogniserAsync();
        var rows = SampleRows.Of(1);
        using var server = await BenchServer.StartAsync(rows, settings: Settings());
        await MediaMeasure.SettleAsync();
        using var generator = new LoadGenerator(TimeProvider.System);
        _ = await PlaceAsync(WarmUp, BenchServer.PortOf(rows[0]), generator);
        var answers = await PlaceAsync(calls, BenchServer.PortOf(rows[0]), generator);
        generator.ThrowIfFailed();
        var beyond = answers.OfType<TimeSpan>().Select(answer => (answer - EndSilence).TotalMilliseconds).ToList();
        if (beyond.Count == 0)
        {
            Console.Error.WriteLine($"none of {calls} visitors was answered within {Patience.TotalSeconds} s: there is nothing to tell");
            return 1;
        }
        var what = $"beyond the {EndSilence.TotalMilliseconds} ms of silence that end an utterance, {beyond.Count} of {calls} answered";
        Figure.Report("answer", [Figure.Of(what, "ms", beyond)]);
        return 0;
    }

    private static Dictionary<string, string> Settings()
    {
        var settings = MediaMeasure.Settings("energia");
        settings["STT"] = "openai";
        settings["STT_OPENAI_URL"] = $"http://127.0.0.1:{RecogniserPort}/v1";
        settings["STT_AT_ONCE"] = "64";
        settings["SILENCE_THRESHOLD_SECONDS"] = EndSilence.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return settings;
    }

    private static async Task<TimeSpan?[]> PlaceAsync(int calls, int port, LoadGenerator generator)
    {
        var placed = new List<Task<TimeSpan?>>();
        for (var call = 0; call < calls; call++)
        {
            placed.Add(AnswerCall.TimeAsync(port, generator, Patience));
            await Task.Delay(TimeSpan.FromSeconds(1 / CallsPerSecond), TimeProvider.System);
        }
        return await Task.WhenAll(placed);
    }

    private static async Task<WebApplication> StartRecogniserAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{RecogniserPort}");
        var app = builder.Build();
        app.MapPost("/v1/audio/transcriptions", () => Results.Json(new { text = "bom dia" }));
        await app.StartAsync();
        return app;
    }
}
