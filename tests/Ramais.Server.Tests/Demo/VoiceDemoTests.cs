using System.Collections.Concurrent;
using Ramais.Server.Demo;
using Ramais.Server.Tests.Speech;
using Ramais.Voice;

namespace Ramais.Server.Tests.Demo;

/// <summary>Whole visits by voice, each heard by a server that speaks one recogniser's protocol over the wire.</summary>
public sealed class VoiceDemoTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_visitor_and_the_resident_are_understood_over_the_wire()
    {
        // Visits take as long as people speak: all at once.
        var visits = new[] { "vosk", "openai", "wyoming" }.Select(name => VisitAsync(name, DemoAnswer.Authorize)).Append(VisitAsync("vosk", DemoAnswer.Deny));
        foreach (var visit in visits.ToList())
            await visit;
    }

    private static async Task VisitAsync(string recogniser, DemoAnswer answer)
    {
        await using var stub = RecogniserStubs.Right(recogniser);
        var options = new DemoOptions(answer, Voice: true);
        var script = (await DemoScript.WriteAsync(options, new StampedVoice(), Cancellation))!;
        var told = new ConcurrentQueue<DemoEvent>();
        var run = new DemoRun(options, script, new() { Recognisers = [stub.Settings] }, TimeProvider.System, told.Enqueue);

        Assert.True(await run.RunAsync(Cancellation), $"{recogniser}: {string.Join(Environment.NewLine, told)}");

        Assert.Equal(script.Transcripts, Understood(told));
        var decision = Assert.Single(told, each => each.Event == "decision");
        Assert.Equal(("voice", options.Expected), (decision.By, decision.AuthorizationResult));
    }

    /// <summary>A telephone that a busy machine holds up while it speaks makes two utterances of a sentence, and in each the sentence is found.</summary>
    private static List<string> Understood(IEnumerable<DemoEvent> told)
    {
        var texts = new List<string>();
        foreach (var understood in told.Where(each => each.Event == "understood"))
            if (texts.Count == 0 || texts[^1] != understood.Text)
                texts.Add(understood.Text!);
        return texts;
    }

    private sealed class StampedVoice : ISpeechSynthesizer
    {
        public string Voice => "stamped";

        public ValueTask<AudioClip?> SynthesizeAsync(string text, CancellationToken cancellation) =>
            ValueTask.FromResult<AudioClip?>(Ramais.Testing.Speech.Of(text, TimeSpan.FromSeconds(1.6)));
    }
}
