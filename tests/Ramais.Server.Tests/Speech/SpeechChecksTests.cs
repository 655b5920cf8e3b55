using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Ramais.Server.Doctor;
using Ramais.Server.Settings;
using Ramais.Server.Speech;
using Ramais.Server.Tests.Ai;
using Ramais.Testing;

namespace Ramais.Server.Tests.Speech;

/// <summary>What <c>doctor</c> and the console say of recognisers and voices.</summary>
public sealed class SpeechChecksTests
{
    [Fact]
    public async Task Without_a_recogniser_the_keypad_is_named() =>
        Assert.Equal("ok     reconhecimento: nenhum configurado; só o teclado responde", Assert.Single(await CheckAsync(new())).ToString());

    [Fact]
    public async Task A_voice_speaks_and_a_recogniser_tells_what_it_understood()
    {
        await using var voice = new StubServer(VoiceTests.Sound(VoiceTests.Tone));
        await using var ear = RecogniserStubs.Http("openai", StubServer.Ok("""{"text":"Bom dia, é uma entrega para o apartamento 501."}"""));
        var findings = await CheckAsync(Settings(ear, voice));
        Assert.All(findings, finding => Assert.Equal(FindingLevel.Good, finding.Level));
        Assert.Matches("^azure falou 1.0 s de som em [0-9.]+ s$", findings[0].Text);
        Assert.Matches("^openai entendeu \"Bom dia, é uma entrega para o apartamento 501.\" em [0-9.]+ s$", findings[1].Text);
    }

    [Fact]
    public async Task A_recogniser_that_misunderstands_is_a_warning_and_cannot_write_to_the_terminal()
    {
        await using var voice = new StubServer(VoiceTests.Sound(VoiceTests.Tone));
        await using var ear = RecogniserStubs.Http("openai", StubServer.Ok("""{"text":"\u001b[31mvisita para o 502"}"""));
        var finding = (await CheckAsync(Settings(ear, voice)))[1];
        Assert.Equal(FindingLevel.Warning, finding.Level);
        Assert.StartsWith("openai entendeu \"[31mvisita para o 502\" em ", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_keys_are_warnings_with_the_cure_and_without_the_key()
    {
        await using var voice = new StubServer(StubServer.Raw("401 Unauthorized", "{}"));
        await using var ear = RecogniserStubs.Http("openai", StubServer.Raw("403 Forbidden", "{}"));
        var findings = await CheckAsync(Settings(ear, voice));
        Assert.Equal("aviso  voz: azure respondeu com o código HTTP 401; confira AZURE_SPEECH_KEY e se o serviço está liberado para essa chave", findings[0].ToString());
        Assert.Contains(findings[1].ToString(), (string[])
        [
            "aviso  reconhecimento: openai respondeu com o código HTTP 403; confira STT_OPENAI_KEY e se o serviço está liberado para essa chave",
            "aviso  reconhecimento: openai não foi experimentado: nenhuma voz falou a frase; instale o espeak-ng com: sudo apt-get install espeak-ng",
        ]);
    }

    [Fact]
    public async Task A_recording_under_a_wrong_name_is_pointed_out()
    {
        using var folder = new TemporaryFolder();
        var settings = new RamaisSettings { Synthesis = new() { Voices = [new RecordedVoiceSettings(folder.Path)] } };
        Assert.Equal($"ok     voz: 0 frases gravadas em {folder.Path}", (await CheckAsync(settings))[0].ToString());
        File.WriteAllBytes(folder.File("visitante.wav"), []);
        Assert.StartsWith("aviso  voz: visitante.wav, em", (await CheckAsync(settings))[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_extension_is_heard_by_its_own_recognisers()
    {
        await using var vosk = RecogniserStubs.Right("vosk");
        await using var openAi = RecogniserStubs.Right("openai");
        var settings = new RecognitionSettings
        {
            Recognisers = [vosk.Settings, openAi.Settings],
            ByExtension = [new("2018519", [openAi.Settings]), new("2018521", [])],
        };
        using var meter = new Meter("Ramais");
        using var set = SpeechHosting.Recognisers(settings, TimeProvider.System, new(meter), NullLogger.Instance);
        Assert.Equal(("vosk,openai", "openai"), (set.For("2018523")!.Name, set.For("2018519")!.Name));
        Assert.Null(set.For("2018521"));
        await using var recognition = set.For("2018519")!.Start(SpeechSamples.Context);
        await recognition.WriteAsync(SpeechSamples.Clip().Samples, TestContext.Current.CancellationToken);
        Assert.Equal(SpeechSamples.Said, (await recognition.FinishAsync(TestContext.Current.CancellationToken))!.Text);
        Assert.Empty(vosk.Heard);
        Assert.Contains("; o ramal 2018519: openai (http://127.0.0.1:", SpeechHosting.Describe(new() { Recognition = settings }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_console_names_the_order_and_no_secret()
    {
        var settings = new RamaisSettings
        {
            Recognition = new() { Recognisers = [new VoskSettings(new("ws://vosk.local:2700"), false), new AzureRecogniserSettings(new("https://ana:senha@azure.local/x?k=1"), new("segredo"))] },
            Synthesis = new() { Voices = [new AzureVoiceSettings(new("https://azure.local"), "v", new("segredo")), new EspeakSettings()] },
        };
        Assert.Equal("Quem ouve: vosk (ws://vosk.local:2700), depois azure (https://azure.local); quem fala: azure, depois espeak, depois as gravações", SpeechHosting.Describe(settings));
        Assert.Null(SpeechHosting.Describe(new()));
    }

    private static RamaisSettings Settings(RecogniserStub ear, StubServer voice) => new()
    {
        Recognition = new() { Recognisers = [ear.Settings] },
        Synthesis = new() { Voices = [VoiceTests.Azure(voice)] },
    };

    private static Task<IReadOnlyList<Finding>> CheckAsync(RamaisSettings settings) =>
        SpeechChecks.RunAsync(settings, TimeProvider.System, TestContext.Current.CancellationToken);
}
