using System.Text.Json.Nodes;
using Ramais.Server.Providers;
using Ramais.Server.Settings;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>A Wyoming service that speaks (Piper): one text in, sound in pieces out.</summary>
internal sealed class WyomingVoice(WyomingVoiceSettings settings, TimeProvider time) : IRemoteVoice
{
    public string Name => "wyoming";

    public string Setting => "WYOMING_TTS_URL";

    public string Voice { get; } = RemoteVoice.FolderName("wyoming", settings.Voice ?? "padrao");

    public async Task<short[]> SpeakAsync(string text, CancellationToken cancellation)
    {
        using var link = await WyomingLink.OpenAsync(settings.Url, time, cancellation);
        try
        {
            await link.SendAsync("synthesize", Request(SpokenText.Plain(text)), default, cancellation);
        }
        catch (IOException)
        {
            throw BoundedAnswer.Broken(null);
        }
        var start = await TimeLimit.RunAsync(RemoteVoice.FirstByte, time, c => FirstAsync(link, c), cancellation);
        return RemoteVoice.Samples(await SoundAsync(link, cancellation), Rate(start));
    }

    public void Dispose()
    {
        // a connection a sentence: the services close it after the sound
    }

    private JsonObject Request(string text)
    {
        var request = new JsonObject { ["text"] = text };
        if (settings.Voice is { } voice)
            request["voice"] = new JsonObject { ["name"] = voice };
        return request;
    }

    private static async Task<WyomingEvent> FirstAsync(WyomingLink link, CancellationToken cancellation)
    {
        var received = await link.ReceiveAsync(cancellation);
        while (received.Type is not ("audio-start" or "error"))
            received = await link.ReceiveAsync(cancellation);
        return received.Type == "audio-start" ? received : throw new ProviderFailedException(ProviderFailure.Shape);
    }

    private static async Task<byte[]> SoundAsync(WyomingLink link, CancellationToken cancellation)
    {
        var sound = new MemoryStream();
        while (true)
        {
            var received = await link.ReceiveAsync(cancellation);
            switch (received.Type)
            {
                case "audio-chunk":
                    sound.Write(received.Payload.Span);
                    break;
                case "audio-stop":
                    return sound.ToArray();
                case "error":
                    throw new ProviderFailedException(ProviderFailure.Shape);
            }
            if (sound.Length > RemoteVoice.LargestAnswer)
                throw new ProviderFailedException(ProviderFailure.TooLarge);
        }
    }

    private static int Rate(WyomingEvent start)
    {
        var rate = Whole(start, "rate");
        return Resampler.Supports(rate) && Whole(start, "width") == sizeof(short) && Whole(start, "channels") == 1
            ? rate
            : throw new ProviderFailedException(ProviderFailure.Shape);
    }

    private static int Whole(WyomingEvent received, string name) =>
        received.Data[name] is JsonValue value && value.TryGetValue<int>(out var whole) ? whole : 0;
}
