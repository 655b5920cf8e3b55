using System.Net;
using System.Net.Sockets;
using System.Text;
using Ramais.Server.Providers;
using Ramais.Server.Settings;
using Ramais.Server.Speech;
using Ramais.Server.Tests.Ai;
using Ramais.Voice;

namespace Ramais.Server.Tests.Speech;

/// <summary>Each recogniser against a server that speaks its protocol right, wrongly, too much, and only half.</summary>
public sealed class RecogniserTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(RecogniserStubs.All), MemberType = typeof(RecogniserStubs))]
    public async Task What_was_said_is_understood(string name)
    {
        await using var stub = RecogniserStubs.Right(name);
        var transcript = await AskAsync(stub);
        double? confidence = name switch { "vosk" => 0.9, "azure" => 0.91, "deepgram" => 0.9, _ => null };
        Assert.Equal((SpeechSamples.Said, true), (transcript!.Text, transcript.IsFinal));
        Assert.Equal(confidence, transcript.Confidence is { } told ? Math.Round(told, 2) : null);
    }

    [Theory]
    [InlineData("vosk", "entrega")]
    [InlineData("deepgram", "entrega")]
    [InlineData("wyoming", "entrega")]
    public async Task Partial_texts_are_told_on_the_way(string name, string expected)
    {
        await using var stub = RecogniserStubs.Right(name);
        var partials = new List<Transcript>();
        await AskAsync(stub, context: SpeechSamples.Context with { OnPartial = partials.Add });
        Assert.NotEmpty(partials);
        Assert.All(partials, partial => Assert.Equal((expected, false), (partial.Text, partial.IsFinal)));
    }

    [Theory]
    [InlineData("vosk")]
    [InlineData("deepgram")]
    [InlineData("wyoming")]
    public async Task Sound_is_sent_while_the_party_still_speaks_and_whole(string name)
    {
        await using var stub = RecogniserStubs.Right(name);
        using var recogniser = SpeechHosting.Recogniser(stub.Settings, TimeProvider.System);
        using var audio = new UtteranceAudio();
        var samples = SpeechSamples.Clip().Samples;
        audio.Append(samples.Span[..4000]);
        var recognising = recogniser.RecogniseAsync(audio, SpeechSamples.Context, Cancellation);
        while (stub.Heard.Count < 4000)
            await Task.Yield();
        audio.Append(samples.Span[4000..]);
        audio.Complete();
        await recognising;
        Assert.Equal(samples.ToArray(), stub.Heard);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("azure")]
    [InlineData("vosk")]
    [InlineData("deepgram")]
    public async Task A_refusal_is_told_with_its_status(string name)
    {
        foreach (var status in new[] { "401 Unauthorized", "429 Too Many Requests", "500 Internal Server Error", "302 Found" })
        {
            await using var stub = RecogniserStubs.Http(name, StubServer.Raw(status, """{"error":"chave-segredo-123 não vale"}"""));
            var failure = await FailAsync(stub);
            Assert.Equal((ProviderFailure.Status, int.Parse(status[..3])), (failure.Reason, failure.Status));
            Assert.DoesNotContain(RecogniserStubs.Key, failure.ToString(), StringComparison.Ordinal);
            Assert.Null(failure.RetryAfter);
        }
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("azure")]
    [InlineData("vosk")]
    [InlineData("deepgram")]
    public async Task A_provider_that_asks_for_patience_says_how_much(string name)
    {
        await using var stub = RecogniserStubs.Http(name, StubServer.Raw("429 Too Many Requests", "{}", more: "Retry-After: 2\r\n"));
        Assert.Equal(TimeSpan.FromSeconds(2), (await FailAsync(stub)).RetryAfter);
    }

    [Theory]
    [InlineData("openai", "[]")]
    [InlineData("openai", "")]
    [InlineData("openai", """{"text":null}""")]
    [InlineData("openai", """{"text":"a","text":"b"}""")]
    [InlineData("azure", """{"RecognitionStatus":"Error"}""")]
    [InlineData("azure", """{"RecognitionStatus":"Success","NBest":[]}""")]
    [InlineData("azure", """{"RecognitionStatus":"Success","NBest":[{"Confidence":"alta","Display":"sim"}]}""")]
    public async Task A_wrong_answer_is_none(string name, string answer)
    {
        await using var stub = RecogniserStubs.Http(name, StubServer.Ok(answer));
        Assert.Equal(ProviderFailure.Shape, (await FailAsync(stub)).Reason);
    }

    [Theory]
    [InlineData("vosk", "[]")]
    [InlineData("vosk", """{"text":7}""")]
    [InlineData("vosk", """{"text":"sim","result":[{"word":"sim"}]}""")]
    [InlineData("vosk", "{")]
    [InlineData("deepgram", """{"is_final":true}""")]
    [InlineData("deepgram", """{"type":"Results","is_final":true,"channel":{"alternatives":[]}}""")]
    [InlineData("deepgram", """{"type":"Error","description":"x"}""")]
    public async Task A_wrong_message_is_no_answer(string name, string message)
    {
        await using var stub = RecogniserStubs.Socket(name, async (peer, stop) =>
        {
            await peer.SendAsync(message, stop);
            await StubServer.Never(null!, stop);
        });
        Assert.Equal(ProviderFailure.Shape, (await FailAsync(stub)).Reason);
    }

    [Theory]
    [InlineData("[]\n")]
    [InlineData("{}\n")]
    [InlineData("x\n")]
    [InlineData("{\"type\":\"transcript\",\"data\":{\"text\":1}}\n")]
    [InlineData("{\"type\":\"transcript\",\"data_length\":-1}\n")]
    [InlineData("{\"type\":\"transcript\",\"data_length\":\"9\"}\n")]
    [InlineData("{\"type\":\"error\",\"data\":{\"text\":\"x\"}}\n")]
    public async Task A_wrong_event_is_no_answer(string line)
    {
        await using var stub = RecogniserStubs.Tcp(Writing(line));
        Assert.Equal(ProviderFailure.Shape, (await FailAsync(stub)).Reason);
    }

    [Fact]
    public async Task Too_much_is_not_read_to_its_end()
    {
        await using var line = RecogniserStubs.Tcp(Writing(new string(' ', 40000)));
        await using var payload = RecogniserStubs.Tcp(Writing("{\"type\":\"transcript\",\"payload_length\":2000000000}\n"));
        await using var message = RecogniserStubs.Socket("vosk", async (peer, stop) =>
        {
            await peer.SendAsync($$"""{"partial":"{{new string('a', 70000)}}"}""", stop);
            await StubServer.Never(null!, stop);
        });
        await using var body = RecogniserStubs.Http("openai", StubServer.Endless);
        foreach (var stub in new[] { line, payload, message, body })
            Assert.Equal(ProviderFailure.TooLarge, (await FailAsync(stub)).Reason);
    }

    [Theory]
    [MemberData(nameof(RecogniserStubs.All), MemberType = typeof(RecogniserStubs))]
    public async Task An_answer_that_is_cut_in_the_middle_is_none(string name)
    {
        await using var stub = name switch
        {
            "vosk" => RecogniserStubs.Socket(name, (peer, stop) => peer.SendAsync("""{"text" : "sim"}""", stop)),
            "deepgram" => RecogniserStubs.Socket(name, (peer, stop) => peer.SendAsync(RecogniserStubs.DeepgramResults("sim", 1, isFinal: true), stop)),
            "wyoming" => RecogniserStubs.Tcp(Writing("{\"type\":\"transcript\",\"data_length\":15}\n{\"text\"")),
            _ => RecogniserStubs.Http(name, StubServer.Raw("200 OK", """{"text":"si""", claimed: 14)),
        };
        Assert.Equal(ProviderFailure.Unreachable, (await FailAsync(stub)).Reason);
    }

    [Theory]
    [MemberData(nameof(RecogniserStubs.All), MemberType = typeof(RecogniserStubs))]
    public async Task Where_nobody_listens_one_more_try_makes_sense(string name)
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        await using var stub = new RecogniserStub(RecogniserStubs.Settings(name, port), new TcpStub(StubServer.Nothing));
        var failure = await FailAsync(stub);
        Assert.Equal(ProviderFailure.Unreachable, failure.Reason);
        Assert.InRange(failure.RetryAfter!.Value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("vosk")]
    [InlineData("openai")]
    [InlineData("wyoming")]
    [InlineData("deepgram")]
    public async Task Sound_without_words_is_understood_as_nothing(string name)
    {
        await using var stub = RecogniserStubs.Right(name);
        using var audio = new UtteranceAudio();
        audio.Append(Ramais.Testing.Speech.Voiced(TimeSpan.FromSeconds(1)));
        audio.Complete();
        using var recogniser = SpeechHosting.Recogniser(stub.Settings, TimeProvider.System);
        Assert.Null(await recogniser.RecogniseAsync(audio, SpeechSamples.Context, Cancellation));
    }

    [Theory]
    [InlineData("NoMatch")]
    [InlineData("InitialSilenceTimeout")]
    [InlineData("BabbleTimeout")]
    public async Task Azure_hears_nothing(string status)
    {
        await using var stub = RecogniserStubs.Http("azure", StubServer.Ok($$"""{"RecognitionStatus":"{{status}}","Offset":50000000,"Duration":0}"""));
        Assert.Null(await AskAsync(stub));
    }

    [Fact]
    public void Vosk_joins_the_pieces_and_leaves_out_what_is_no_word()
    {
        var replies = new VoskReplies(static _ => { });
        replies.Take("""{"text" : "[unk] sim", "result" : [{"word" : "[unk]", "conf" : 0.1}, {"word" : "sim", "conf" : 0.6}]}"""u8.ToArray());
        replies.Take("""{"partial" : "pode"}"""u8.ToArray());
        replies.Take("""{"text" : "pode entrar", "result" : [{"word" : "pode", "conf" : 1.0}, {"word" : "entrar", "conf" : 1.0}]}"""u8.ToArray());
        Assert.Equal("sim pode entrar", replies.Final!.Text);
        Assert.Equal(2.6 / 3, replies.Final.Confidence!.Value, 6);
    }

    [Fact]
    public async Task Vosk_is_given_a_closed_vocabulary_only_where_that_is_wanted()
    {
        await using var stub = RecogniserStubs.Right("vosk");
        await AskAsync(stub);
        await AskAsync(stub with { Settings = (VoskSettings)stub.Settings with { ClosedGrammar = true } });
        Assert.Equal([SpeechSamples.VoskConfiguration, """{"eof" : 1}"""], stub.Texts.Take(2));
        Assert.All(["albuquerque", "prado", "quinhentos", "[unk]"], word => Assert.Contains($"\"{word}\"", stub.Texts.ElementAt(2), StringComparison.Ordinal));
    }

    [Fact]
    public async Task OpenAi_is_sent_a_form_with_a_wav_and_the_expected_names()
    {
        await using var stub = RecogniserStubs.Right("openai");
        await AskAsync(stub);
        var request = stub.Request!();
        Assert.StartsWith("POST /v1/audio/transcriptions HTTP/1.1", request.Head, StringComparison.Ordinal);
        Assert.Equal($"Bearer {RecogniserStubs.Key}", request.Header("Authorization"));
        Assert.Equal(SpeechSamples.Clip().Samples.ToArray(), RecogniserStubs.WavOf("openai", request).Samples.ToArray());
        foreach (var (field, value) in new[] { ("model", "whisper-1"), ("language", "pt"), ("response_format", "json"), ("prompt", "Renata Albuquerque, Daniel Prado") })
            Assert.Contains($"name=\"{field}\"\r\n\r\n{value}\r\n", request.Body, StringComparison.Ordinal);
        Assert.Contains("name=\"file\"; filename=\"fala.wav\"", request.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Azure_is_sent_a_wav_of_16_kHz()
    {
        await using var stub = RecogniserStubs.Right("azure");
        await AskAsync(stub);
        var request = stub.Request!();
        Assert.StartsWith("POST /speech/recognition/conversation/cognitiveservices/v1?language=pt-BR&format=detailed HTTP/1.1", request.Head, StringComparison.Ordinal);
        Assert.Equal(("audio/wav; codecs=audio/pcm; samplerate=16000", RecogniserStubs.Key), (request.Header("Content-Type"), request.Header("Ocp-Apim-Subscription-Key")));
        Assert.Equal((16000, 44 + (2 * 2 * SpeechSamples.Clip().Samples.Length)), (BitConverter.ToInt32(request.Bytes, 24), request.Bytes.Length));
    }

    [Fact]
    public async Task Deepgram_is_asked_for_8_kHz_partials_and_the_expected_names()
    {
        await using var stub = RecogniserStubs.Right("deepgram");
        await AskAsync(stub);
        var request = stub.Request!();
        Assert.StartsWith(
            "GET /v1/listen?model=nova-3&language=pt-BR&encoding=linear16&sample_rate=8000&channels=1&interim_results=true&keyterm=Renata%20Albuquerque&keyterm=Daniel%20Prado HTTP/1.1",
            request.Head, StringComparison.Ordinal);
        Assert.Equal($"Token {RecogniserStubs.Key}", request.Header("Authorization"));
        Assert.Equal(["""{"type":"CloseStream"}"""], stub.Texts);
    }

    [Fact]
    public async Task Wyoming_is_sent_events_in_order()
    {
        await using var stub = RecogniserStubs.Right("wyoming");
        await AskAsync(stub);
        Assert.Equal(
            [
                """{"type":"transcribe","data":{"language":"pt"}}""", """{"type":"audio-start","data":{"rate":8000,"width":2,"channels":1}}""",
                """{"type":"audio-stop","data":{}}""",
            ],
            stub.Texts);
    }

    internal static Func<NetworkStream, CancellationToken, Task> Writing(string text) => async (stream, stop) =>
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), stop);
        stream.Socket.Shutdown(SocketShutdown.Send);
        await stream.CopyToAsync(Stream.Null, stop); // what was sent is taken, so that closing does not reset the connection
    };

    private static async Task<Transcript?> AskAsync(RecogniserStub stub, RecognitionContext? context = null)
    {
        using var recogniser = SpeechHosting.Recogniser(stub.Settings, TimeProvider.System);
        using var audio = SpeechSamples.Whole();
        return await recogniser.RecogniseAsync(audio, context ?? SpeechSamples.Context, Cancellation);
    }

    private static Task<ProviderFailedException> FailAsync(RecogniserStub stub) => Assert.ThrowsAsync<ProviderFailedException>(() => AskAsync(stub));
}
