using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Ramais.Server.Settings;
using Ramais.Server.Speech;
using Ramais.Server.Tests.Ai;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Server.Tests.Speech;

/// <summary>One server of a recogniser's protocol.</summary>
internal sealed record RecogniserStub(RecogniserSettings Settings, IAsyncDisposable Server) : IAsyncDisposable
{
    /// <summary>What the server was sent as text, in order.</summary>
    public ConcurrentQueue<string> Texts { get; init; } = new();

    /// <summary>All sound that it was sent.</summary>
    public ConcurrentQueue<short> Heard { get; init; } = new();

    public Func<StubRequest>? Request { get; init; }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>
/// Servers that speak each recogniser's protocol as its vendor documents it. What they understand is read out of the sound
/// (<see cref="SoundCode"/>), so a sample lost or changed on the way is a word not understood.
/// </summary>
internal static class RecogniserStubs
{
    public const string Key = "chave-segredo-123";

    public static TheoryData<string> All => ["vosk", "openai", "azure", "wyoming", "deepgram"];

    /// <summary>A server that answers right.</summary>
    public static RecogniserStub Right(string name) => name switch
    {
        "vosk" => WithSocket(name, VoskAsync),
        "deepgram" => WithSocket(name, DeepgramAsync),
        "wyoming" => WithTcp(WyomingAsync),
        _ => WithHttp(name, request => HttpAnswer(name, SamplesOf(name, request))),
    };

    /// <summary>A server that answers so.</summary>
    /// <param name="name">The recogniser.</param>
    /// <param name="answer">Raw HTTP, also in place of a WebSocket's handshake.</param>
    public static RecogniserStub Http(string name, Func<NetworkStream, CancellationToken, Task> answer)
    {
        var server = new StubServer(answer);
        return new(Settings(name, server.Url.Port), server) { Request = () => server.Requests.Last() };
    }

    /// <summary>A WebSocket server that does so once the connection is there.</summary>
    public static RecogniserStub Socket(string name, Func<WebSocketPeer, CancellationToken, Task> serve)
    {
        var server = new WebSocketStub(serve);
        return new(Settings(name, server.Url.Port), server) { Request = () => server.Request };
    }

    public static RecogniserStub Tcp(Func<NetworkStream, CancellationToken, Task> serve)
    {
        var server = new TcpStub(serve);
        return new(Settings("wyoming", server.Port), server);
    }

    /// <summary>Takes everything and answers nothing.</summary>
    public static RecogniserStub Silent(string name) => name switch
    {
        "vosk" or "deepgram" => Socket(name, static async (peer, stop) =>
        {
            while (true)
                await peer.ReceiveAsync(stop);
        }),
        "wyoming" => Tcp(StubServer.Never),
        _ => Http(name, StubServer.Never),
    };

    public static RecogniserSettings Settings(string name, int port) => name switch
    {
        "vosk" => new VoskSettings(new($"ws://127.0.0.1:{port}"), ClosedGrammar: false),
        "openai" => new OpenAiRecogniserSettings(new($"http://127.0.0.1:{port}/v1"), "whisper-1", new(Key)),
        "azure" => new AzureRecogniserSettings(new($"http://127.0.0.1:{port}"), new(Key)),
        "wyoming" => new WyomingRecogniserSettings(new($"tcp://127.0.0.1:{port}"), 8000), // another rate would blur the stamps
        _ => new DeepgramSettings(new($"ws://127.0.0.1:{port}"), "nova-3", new(Key)),
    };

    /// <summary>The WAV of a request.</summary>
    public static AudioClip WavOf(string name, StubRequest request)
    {
        var at = name == "azure" ? 0 : request.Bytes.AsSpan().IndexOf("RIFF"u8);
        var length = BitConverter.ToInt32(request.Bytes, at + 4) + 8;
        return WavReader.Parse(request.Bytes.AsSpan(at, length), name);
    }

    private static RecogniserStub WithSocket(string name, Func<RecogniserStub, WebSocketPeer, CancellationToken, Task> serve)
    {
        RecogniserStub? stub = null;
        var server = new WebSocketStub((peer, stop) => serve(stub!, peer, stop));
        return stub = new(Settings(name, server.Url.Port), server) { Request = () => server.Request };
    }

    private static RecogniserStub WithTcp(Func<RecogniserStub, NetworkStream, CancellationToken, Task> serve)
    {
        RecogniserStub? stub = null;
        var server = new TcpStub((stream, stop) => serve(stub!, stream, stop));
        return stub = new(Settings("wyoming", server.Port), server);
    }

    private static RecogniserStub WithHttp(string name, Func<StubRequest, string> answer)
    {
        StubServer? server = null;
        server = new StubServer((stream, stop) => StubServer.Ok(answer(server!.Requests.Last()))(stream, stop));
        return new(Settings(name, server.Url.Port), server) { Request = () => server.Requests.Last() };
    }

    // Azure is sent 16 kHz, in which the stamps are no longer exact: its stub knows its sentence beforehand.
    private static string? SamplesOf(string name, StubRequest request) =>
        name == "azure" ? SpeechSamples.Said : SoundCode.Find(WavOf(name, request).Samples.Span);

    private static string HttpAnswer(string name, string? understood) => name == "azure"
        ? SpeechSamples.AzureAnswer
        : new JsonObject { ["text"] = understood ?? "" }.ToJsonString();

    /// <summary>One answer a message; a pause inside the utterance ends a piece of the text.</summary>
    private static async Task VoskAsync(RecogniserStub stub, WebSocketPeer peer, CancellationToken stop)
    {
        var heard = new List<short>();
        while (true)
        {
            var (text, samples) = await peer.ReceiveAsync(stop);
            Keep(stub, heard, samples);
            if (text is not null)
                stub.Texts.Enqueue(text);
            if (text == """{"eof" : 1}""")
                break;
            if (text is null)
                await peer.SendAsync("""{"partial" : "entrega"}""", stop);
        }
        await peer.SendAsync(VoskFinal(SoundCode.Find([.. heard]) ?? ""), stop);
        await peer.CloseAsync(stop);
    }

    private static void Keep(RecogniserStub stub, List<short> heard, short[] samples)
    {
        heard.AddRange(samples);
        Array.ForEach(samples, stub.Heard.Enqueue);
    }

    private static string VoskFinal(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((word, at) => string.Create(CultureInfo.InvariantCulture, $$"""{"conf" : {{(at % 2 == 0 ? 1 : 0.8)}}, "end" : {{at + 1}}.0, "start" : {{at}}.0, "word" : "{{word}}"}"""));
        return $$"""{"result" : [{{string.Join(", ", words)}}], "text" : "{{text}}"}""";
    }

    private static async Task DeepgramAsync(RecogniserStub stub, WebSocketPeer peer, CancellationToken stop)
    {
        var heard = new List<short>();
        while (true)
        {
            var (text, samples) = await peer.ReceiveAsync(stop);
            Keep(stub, heard, samples);
            if (text is not null)
            {
                stub.Texts.Enqueue(text);
                break;
            }
            await peer.SendAsync(DeepgramResults("entrega", 0.5, isFinal: false), stop);
        }
        await peer.SendAsync(DeepgramResults(SoundCode.Find([.. heard]) ?? "", 0.9, isFinal: true), stop);
        await peer.SendAsync("""{"type":"Metadata","request_id":"1","duration":1.4,"channels":1}""", stop);
        await peer.CloseAsync(stop);
    }

    public static string DeepgramResults(string text, double confidence, bool isFinal) => new JsonObject
    {
        ["type"] = "Results",
        ["is_final"] = isFinal,
        ["speech_final"] = isFinal,
        ["channel"] = new JsonObject { ["alternatives"] = new JsonArray(new JsonObject { ["transcript"] = text, ["confidence"] = confidence, ["words"] = new JsonArray() }) },
    }.ToJsonString();

    private static async Task WyomingAsync(RecogniserStub stub, NetworkStream stream, CancellationToken stop)
    {
        var heard = new List<short>();
        while (true)
        {
            var (header, payload) = await WyomingStub.ReadAsync(stream, stop);
            if (header["type"]!.GetValue<string>() is not "audio-chunk")
                stub.Texts.Enqueue(header.ToJsonString());
            heard.AddRange(PcmBytes.Samples(payload));
            foreach (var sample in PcmBytes.Samples(payload))
                stub.Heard.Enqueue(sample);
            if (header["type"]!.GetValue<string>() is "audio-stop")
                break;
        }
        // The fields in a block of their own, as newer servers send them.
        var data = Encoding.UTF8.GetBytes(new JsonObject { ["text"] = SoundCode.Find([.. heard]) ?? "" }.ToJsonString());
        await WyomingStub.WriteAsync(stream, """{"type":"transcript-chunk","data":{"text":"entrega"}}""", [], stop);
        await WyomingStub.WriteAsync(stream, $$"""{"type":"transcript","version":"1.7.2","data_length":{{data.Length}}}""", data, stop);
    }
}
