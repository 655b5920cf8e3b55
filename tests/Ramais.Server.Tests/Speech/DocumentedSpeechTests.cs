using System.Text.RegularExpressions;
using Ramais.Server.Providers;
using Ramais.Server.Settings;
using Ramais.Server.Speech;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Server.Tests.Speech;

/// <summary>docs/speech.md shows what these tests exchange, every setting and every limit.</summary>
public sealed partial class DocumentedSpeechTests
{
    private static readonly string Page = Read("docs", "speech.md");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("vosk")]
    [InlineData("wyoming")]
    [InlineData("deepgram")]
    public async Task What_is_shown_as_sent_is_what_is_sent(string name)
    {
        await using var stub = RecogniserStubs.Right(name);
        using var recogniser = SpeechHosting.Recogniser(stub.Settings, TimeProvider.System);
        using var audio = SpeechSamples.Whole();
        await recogniser.RecogniseAsync(audio, SpeechSamples.Context, Cancellation);
        Assert.NotEmpty(stub.Texts);
        Assert.All(stub.Texts, text => Assert.Contains($"\n> {text}\n", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_voices_are_sent_is_shown() =>
        Assert.All([SpeechSamples.Ssml, SpeechSamples.SpeechRequest, SpeechSamples.WyomingRequest], shown => Assert.Contains($"\n{shown}\n", Page, StringComparison.Ordinal));

    [Fact]
    public void The_answers_shown_are_read()
    {
        Assert.Contains(SpeechSamples.AzureAnswer, Page, StringComparison.Ordinal);
        var vosk = new VoskReplies(static _ => { });
        vosk.Take(Shown("< {\"result\"").Replace(", …", "", StringComparison.Ordinal));
        var deepgram = new DeepgramReplies(static _ => { });
        deepgram.Take(Shown("< {\"type\":\"Results\""));
        deepgram.Take(Shown("< {\"type\":\"Metadata\""));
        Assert.True(deepgram.IsComplete);
        Assert.Equal((SpeechSamples.Said, 1.0), (vosk.Final!.Text, vosk.Final.Confidence));
        Assert.Equal((SpeechSamples.Said, 0.9), (deepgram.Final!.Text, deepgram.Final.Confidence));
    }

    [Fact]
    public void Every_setting_is_explained_and_has_the_default_that_is_shown()
    {
        var names = SettingName().Matches(Read("src", "Ramais.Server", "Settings", "SettingsReader.Speech.cs")).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.True(names.Count >= 25, string.Join(' ', names));
        Assert.All(names.Where(name => name != "DATA_DIR"), name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
        var (recognition, synthesis) = (new RecognitionSettings(), new SynthesisSettings());
        Assert.Equal((4.0, 4 * Environment.ProcessorCount), (recognition.Limit.TotalSeconds, recognition.AtOnce));
        Assert.Equal((8.0, 2 * Environment.ProcessorCount), (synthesis.Limit.TotalSeconds, synthesis.AtOnce));
    }

    [Fact]
    public void Every_limit_is_as_the_page_says()
    {
        Assert.Equal((2.0, 2.0, 3.0, 10.0), (WebSocketLink.ConnectLimit.TotalSeconds, WyomingLink.ConnectLimit.TotalSeconds, RemoteVoice.FirstByte.TotalSeconds, SpeechHosting.LongestWait.TotalSeconds));
        Assert.Equal((64 * 1024, 4 << 20, 30 * 8000), (BoundedAnswer.Largest, RemoteVoice.LargestAnswer, UtteranceAudio.MaxSamples));
        Assert.Equal(120, EndpointingOptions.Default.MinSpeech.TotalMilliseconds);
        Assert.All(["2 s", "3 s", "10 s", "64 KiB", "4 MiB", "30 s", "120 ms"], limit => Assert.Contains(limit, Page, StringComparison.Ordinal));
    }

    private static string Shown(string beginning) => Page.Split('\n').Single(line => line.StartsWith(beginning, StringComparison.Ordinal))[2..];

    private static string Read(params ReadOnlySpan<string> path) => File.ReadAllText(Path.Combine([RepositoryFiles.Root, .. path]));

    [GeneratedRegex("(?:Text|Whole|Flag|Seconds|Url|Rate|Secret|VoiceName|AzureUrl|Value|List)\\(\\s*\"([A-Z][A-Z_]+)\"")]
    private static partial Regex SettingName();
}

internal static class ReplyText
{
    public static void Take(this VoskReplies replies, string text) => replies.Take(System.Text.Encoding.UTF8.GetBytes(text));

    public static void Take(this DeepgramReplies replies, string text) => replies.Take(System.Text.Encoding.UTF8.GetBytes(text));
}
