using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Ramais.Server.Providers;
using Ramais.Server.Settings;
using Ramais.Server.Speech;
using Ramais.Server.Tests.Ai;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Server.Tests.Speech;

/// <summary>Each voice against a server that speaks its protocol right, wrongly, too much, too late and only half.</summary>
public sealed class VoiceTests
{
    private const string Sentence = "Entrega para o apartamento 501.";

    internal static readonly short[] Tone = [.. Enumerable.Range(0, 8000).Select(i => (short)(6000 * Math.Sin(2 * Math.PI * 400 * i / 8000)))];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> All => ["azure", "openai", "wyoming"];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_sentence_comes_back_as_8_kHz(string name)
    {
        await using var server = Right(name, out var settings);
        using var voice = SpeechHosting.RemoteVoice(settings, TimeProvider.System)!;
        var samples = await voice.SpeakAsync(Sentence, Cancellation);
        Assert.Equal(Tone.Length, samples.Length);
        Assert.InRange(Difference(Tone, samples), 0, 60); // two conversions of rate; none for azure
        Assert.True(name != "azure" || samples.SequenceEqual(Tone));
    }

    [Fact]
    public async Task Azure_is_sent_ssml_in_which_nothing_is_markup()
    {
        await using var server = new StubServer(Sound(Tone));
        using var voice = SpeechHosting.RemoteVoice(Azure(server), TimeProvider.System)!;
        await voice.SpeakAsync(Sentence, Cancellation);
        await voice.SpeakAsync("</voice><break time='9s'/> Zé & \"Bia\"\u0001\ud800", Cancellation);
        var (first, second) = (server.Requests.First(), server.Requests.Last());
        Assert.StartsWith("POST /cognitiveservices/v1 HTTP/1.1", first.Head, StringComparison.Ordinal);
        Assert.Equal(
            (RecogniserStubs.Key, "raw-8khz-16bit-mono-pcm", "application/ssml+xml", SpeechSamples.Ssml),
            (first.Header("Ocp-Apim-Subscription-Key"), first.Header("X-Microsoft-OutputFormat"), first.Header("Content-Type"), first.Body));
        var read = System.Xml.Linq.XDocument.Parse(second.Body).Root!;
        Assert.Equal("</voice><break time='9s'/> Zé & \"Bia\"  ", read.Value);
        Assert.Single(read.Descendants());
    }

    [Fact]
    public async Task OpenAi_is_sent_the_sentence_as_json()
    {
        await using var server = new StubServer(Sound(Tone));
        using var voice = SpeechHosting.RemoteVoice(OpenAi(server), TimeProvider.System)!;
        await voice.SpeakAsync(Sentence, Cancellation);
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /v1/audio/speech HTTP/1.1", request.Head, StringComparison.Ordinal);
        Assert.Equal((SpeechSamples.SpeechRequest, $"Bearer {RecogniserStubs.Key}"), (request.Body, request.Header("Authorization")));
    }

    [Theory]
    [InlineData("azure")]
    [InlineData("openai")]
    public async Task A_refusal_is_told_with_its_status(string name)
    {
        foreach (var status in new[] { "401 Unauthorized", "429 Too Many Requests", "500 Internal Server Error" })
        {
            await using var server = new StubServer(StubServer.Raw(status, "chave-segredo-123", more: "Retry-After: 600\r\n"));
            var failure = await FailAsync(name == "azure" ? Azure(server) : OpenAi(server));
            Assert.Equal((ProviderFailure.Status, int.Parse(status[..3])), (failure.Reason, failure.Status));
            Assert.DoesNotContain(RecogniserStubs.Key, failure.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("json", ProviderFailure.Shape)]
    [InlineData("empty", ProviderFailure.Shape)]
    [InlineData("half", ProviderFailure.Shape)]
    [InlineData("cut", ProviderFailure.Unreachable)]
    [InlineData("closed", ProviderFailure.Unreachable)]
    [InlineData("long", ProviderFailure.TooLarge)]
    internal async Task A_wrong_sound_is_none(string how, ProviderFailure expected)
    {
        foreach (var name in new[] { "azure", "openai" })
        {
            await using var server = new StubServer(how switch
            {
                "json" => StubServer.Raw("200 OK", """{"error":"x"}"""),
                "empty" => StubServer.Raw("200 OK", "", "audio/pcm"),
                "half" => StubServer.Raw("200 OK", "abc", "audio/pcm"),
                "cut" => StubServer.Raw("200 OK", "abcd", "audio/pcm", claimed: 16000),
                "closed" => StubServer.Nothing,
                _ => StubServer.Endless,
            });
            Assert.Equal(expected, (await FailAsync(name == "azure" ? Azure(server) : OpenAi(server))).Reason);
        }
    }

    [Theory]
    [InlineData("[]\n", ProviderFailure.Shape)]
    [InlineData("{\"type\":\"error\",\"data\":{\"text\":\"x\"}}\n", ProviderFailure.Shape)]
    [InlineData("{\"type\":\"audio-start\",\"data\":{\"rate\":7000,\"width\":2,\"channels\":1}}\n{\"type\":\"audio-stop\"}\n", ProviderFailure.Shape)]
    [InlineData("{\"type\":\"audio-start\",\"data\":{\"rate\":16000,\"width\":2,\"channels\":2}}\n{\"type\":\"audio-stop\"}\n", ProviderFailure.Shape)]
    [InlineData("{\"type\":\"audio-start\",\"data\":{\"rate\":16000,\"width\":2,\"channels\":1}}\n{\"type\":\"audio-stop\"}\n", ProviderFailure.Shape)]
    [InlineData("{\"type\":\"audio-start\",\"data\":{\"rate\":16000,\"width\":2,\"channels\":1}}\n", ProviderFailure.Unreachable)]
    [InlineData("{\"type\":\"audio-start\",\"data\":{\"rate\":16000,\"width\":2,\"channels\":1}}\n{\"type\":\"audio-chunk\",\"payload_length\":9000000}\n", ProviderFailure.TooLarge)]
    internal async Task A_wrong_event_is_no_sound(string events, ProviderFailure expected)
    {
        await using var server = new TcpStub(RecogniserTests.Writing(events));
        Assert.Equal(expected, (await FailAsync(Wyoming(server))).Reason);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_voice_that_does_not_begin_in_three_seconds_is_left(string name)
    {
        await using var server = new StubServer(StubServer.Never);
        await using var silent = new TcpStub(StubServer.Never);
        var settings = name switch { "azure" => Azure(server), "openai" => OpenAi(server), _ => (VoiceSettings)Wyoming(silent) };
        using var voice = SpeechHosting.RemoteVoice(settings, new Impatience(TimeSpan.FromSeconds(3)))!;
        Assert.Equal(ProviderFailure.Timeout, (await Assert.ThrowsAsync<ProviderFailedException>(() => voice.SpeakAsync(Sentence, Cancellation))).Reason);
    }

    [Fact]
    public async Task What_is_spoken_is_as_loud_as_the_rest_and_a_failure_names_the_cure()
    {
        await using var server = new StubServer(Sound([.. Tone.Select(sample => (short)(sample / 20))]));
        using var meter = new Meter("Ramais");
        var metrics = new SpeechMetrics(meter);
        using var turns = new SpeechTurns(1, TimeSpan.FromSeconds(1), TimeProvider.System);
        using var voice = new GuardedVoice(
            SpeechHosting.RemoteVoice(Azure(server), TimeProvider.System)!, turns, TimeSpan.FromSeconds(30), TimeProvider.System, metrics, NullLogger<GuardedVoice>.Instance);
        var samples = (await voice.SynthesizeAsync(Sentence, Cancellation))!.Samples.ToArray();
        Assert.InRange(20 * Math.Log10(Math.Sqrt(samples.Average(s => (double)s * s)) / short.MaxValue), -21, -19);
        Assert.Equal("azure-pt-BR-FranciscaNeural", voice.Voice);

        server.Answer = StubServer.Raw("401 Unauthorized", "{}");
        var failure = await Assert.ThrowsAsync<SpeechSynthesisException>(() => voice.SynthesizeAsync(Sentence, Cancellation).AsTask());
        Assert.Equal("Voz azure: respondeu com o código HTTP 401; confira AZURE_SPEECH_KEY e se o serviço está liberado para essa chave.", failure.Message);
    }

    [Fact]
    public async Task Where_a_voice_fails_the_next_one_speaks_and_the_sentence_is_not_kept_under_the_failed_ones_name()
    {
        using var folder = new TemporaryFolder();
        await using var server = new StubServer(StubServer.Raw("500 Internal Server Error", "{}"));
        using var meter = new Meter("Ramais");
        var metrics = new SpeechMetrics(meter);
        using var turns = new SpeechTurns(1, TimeSpan.FromSeconds(1), TimeProvider.System);
        using var azure = new GuardedVoice(
            SpeechHosting.RemoteVoice(Azure(server), TimeProvider.System)!, turns, TimeSpan.FromSeconds(30), TimeProvider.System, metrics, NullLogger<GuardedVoice>.Instance);
        await using var prompts = new PromptAudio(
            [new(azure, Files(folder, azure.Voice)), new(new ToneVoice(), Files(folder, "tone"))], static _ => null, NullLogger<PromptAudio>.Instance);
        var prompt = new PromptText("visitor.wait", Sentence, null);
        Assert.Equal(Tone, (await prompts.GetAsync(prompt, Cancellation)).Samples.ToArray());
        Assert.Equal(["tone"], System.IO.Directory.GetDirectories(Path.Combine(folder.Path, "prompts")).Select(Path.GetFileName));

        server.Answer = Sound(Tone);
        Assert.NotEqual(Tone, (await prompts.GetAsync(prompt, Cancellation)).Samples.ToArray()); // levelled: azure's own
    }

    [Fact]
    public async Task Recorded_sentences_are_found_by_their_key_and_only_where_they_say_it_all()
    {
        using var folder = new TemporaryFolder();
        WavFile.Write(folder.File("visitor.wait.wav"), new(Tone), WavEncoding.Pcm16);
        var voice = new RecordedVoice(folder.Path);
        Assert.Equal(8000, (await voice.SynthesizeAsync(new PromptText("visitor.wait", "Aguarde.", null), Cancellation))!.Samples.Length);
        Assert.Null(await voice.SynthesizeAsync(new PromptText("visitor.wait", "Aguarde, 501.", "Aguarde."), Cancellation));
        Assert.Null(await voice.SynthesizeAsync(new PromptText("visitor.other", "Outra.", null), Cancellation));
        Assert.Null(await voice.SynthesizeAsync(new PromptText("../visitor.wait", "Aguarde.", null), Cancellation));
        Assert.Null(await voice.SynthesizeAsync("Aguarde.", Cancellation));
    }

    private static PromptFiles Files(TemporaryFolder folder, string voice) => new(folder.Path, voice, NullLogger<PromptFiles>.Instance);

    internal static AzureVoiceSettings Azure(StubServer server) => new(new(server.Url, "/"), "pt-BR-FranciscaNeural", new(RecogniserStubs.Key));

    private static OpenAiVoiceSettings OpenAi(StubServer server) => new(new(server.Url, "/v1"), "tts-1", "nova", 24000, new(RecogniserStubs.Key));

    private static WyomingVoiceSettings Wyoming(TcpStub server) => new(new($"tcp://127.0.0.1:{server.Port}"), "pt_BR-faber-medium");

    private static IAsyncDisposable Right(string name, out VoiceSettings settings)
    {
        if (name == "wyoming")
        {
            var piper = new TcpStub(PiperAsync);
            settings = Wyoming(piper);
            return piper;
        }
        var server = new StubServer(Sound(name == "azure" ? Tone : Resampler.Convert(Tone, 8000, 24000)));
        settings = name == "azure" ? Azure(server) : OpenAi(server);
        return server;
    }

    internal static Func<NetworkStream, CancellationToken, Task> Sound(short[] samples) => async (stream, stop) =>
    {
        var bytes = PcmBytes.Of(samples);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: audio/pcm\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n"), stop);
        await stream.WriteAsync(bytes, stop);
    };

    /// <summary>22,050 Hz in pieces, the format also in a block of its own.</summary>
    private static async Task PiperAsync(NetworkStream stream, CancellationToken stop)
    {
        var (request, _) = await WyomingStub.ReadAsync(stream, stop);
        Assert.Equal(SpeechSamples.WyomingRequest, request.ToJsonString(), ignoreCase: false);
        const string Format = """{"rate":22050,"width":2,"channels":1}""";
        var sound = PcmBytes.Of(Resampler.Convert(Tone, 8000, 22050));
        await WyomingStub.WriteAsync(stream, $$"""{"type":"audio-start","data_length":{{Format.Length}}}""", Encoding.UTF8.GetBytes(Format), stop);
        foreach (var piece in sound.Chunk(2048))
            await WyomingStub.WriteAsync(stream, $$"""{"type":"audio-chunk","data":{{Format}},"payload_length":{{piece.Length}}}""", piece, stop);
        await WyomingStub.WriteAsync(stream, """{"type":"audio-stop"}""", [], stop);
    }

    private static async Task<ProviderFailedException> FailAsync(VoiceSettings settings)
    {
        using var voice = SpeechHosting.RemoteVoice(settings, TimeProvider.System)!;
        return await Assert.ThrowsAsync<ProviderFailedException>(() => voice.SpeakAsync(Sentence, Cancellation));
    }

    private static double Difference(short[] a, short[] b) => Math.Sqrt(a.Zip(b, (x, y) => Math.Pow(x - y, 2)).Skip(200).SkipLast(200).Average());

    /// <summary>A clock on which limits of one length pass at once and no others ever.</summary>
    private sealed class Impatience(TimeSpan passes) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == passes ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, period);
    }

    private sealed class ToneVoice : ISpeechSynthesizer
    {
        public string Voice => "tone";

        public ValueTask<AudioClip?> SynthesizeAsync(string text, CancellationToken cancellation) => ValueTask.FromResult<AudioClip?>(new(Tone));
    }
}
