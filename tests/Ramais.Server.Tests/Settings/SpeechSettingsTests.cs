using Ramais.Server.Settings;

namespace Ramais.Server.Tests.Settings;

public sealed class SpeechSettingsTests
{
    private static readonly Secret Key = new("chave");

    [Fact]
    public void The_defaults_are_the_keypad_and_the_embedded_voice()
    {
        var settings = Read().Settings!;
        Assert.Empty(settings.Recognition.Recognisers);
        Assert.Equal(new EspeakSettings(), Assert.Single(settings.Synthesis.Voices));
        Assert.Equal((4.0, 8.0, true), (settings.Recognition.Limit.TotalSeconds, settings.Synthesis.Limit.TotalSeconds, settings.Recognition.SendsNames));
        Assert.Equal(new RecognitionSettings(), Read(("STT", "none")).Settings!.Recognition);
    }

    [Fact]
    public void Recognisers_are_read_in_their_order() =>
        Assert.Equal(
            [
                new VoskSettings(new("ws://localhost:2700"), false), new OpenAiRecogniserSettings(new("https://api.openai.com/v1"), "whisper-1", null),
                new AzureRecogniserSettings(new("https://brazilsouth.stt.speech.microsoft.com"), Key), new WyomingRecogniserSettings(new("tcp://localhost:10300"), 16000),
                new DeepgramSettings(new("wss://api.deepgram.com"), "nova-3", Key),
            ],
            Read(("STT", "vosk, openai,azure,wyoming,deepgram"), ("AZURE_SPEECH_REGION", "brazilsouth"), ("AZURE_SPEECH_KEY", "chave"), ("DEEPGRAM_KEY", "chave"))
                .Settings!.Recognition.Recognisers);

    [Fact]
    public void Every_setting_of_a_recogniser_is_read()
    {
        var recognition = Read(
            ("STT", "deepgram,wyoming,azure,openai,vosk"), ("VOSK_URL", "wss://vosk.local"), ("VOSK_GRAMMAR", "true"),
            ("STT_OPENAI_URL", "http://groq.local/openai/v1"), ("STT_OPENAI_MODEL", "whisper-large-v3"), ("STT_OPENAI_KEY", "chave"),
            ("AZURE_SPEECH_STT_URL", "http://localhost:5000"), ("AZURE_SPEECH_KEY", "chave"), ("WYOMING_STT_URL", "tcp://whisper.local:10301"), ("WYOMING_STT_RATE", "8000"),
            ("DEEPGRAM_URL", "wss://api.eu.deepgram.com"), ("DEEPGRAM_MODEL", "nova-2"), ("DEEPGRAM_KEY", "chave"),
            ("STT_AT_ONCE", "3"), ("STT_SECONDS", "2.5"), ("STT_HINTS", "false")).Settings!.Recognition;
        Assert.Equal(
            [
                new DeepgramSettings(new("wss://api.eu.deepgram.com"), "nova-2", Key), new WyomingRecogniserSettings(new("tcp://whisper.local:10301"), 8000),
                new AzureRecogniserSettings(new("http://localhost:5000"), Key), new OpenAiRecogniserSettings(new("http://groq.local/openai/v1"), "whisper-large-v3", Key),
                new VoskSettings(new("wss://vosk.local"), true),
            ],
            recognition.Recognisers);
        Assert.Equal((3, 2.5, false), (recognition.AtOnce, recognition.Limit.TotalSeconds, recognition.SendsNames));
    }

    [Fact]
    public void Extensions_may_have_their_own()
    {
        var recognition = Read(("STT", "vosk"), ("STT_EXTENSIONS", "2018519=openai,vosk; 2018521=none")).Settings!.Recognition;
        Assert.Equal(["2018519", "2018521"], recognition.ByExtension.Select(own => own.Extension));
        Assert.Equal(["openai", "vosk"], recognition.ByExtension[0].Recognisers.Select(each => each.Name));
        Assert.Empty(recognition.ByExtension[1].Recognisers);
        Assert.Equal(["vosk", "openai"], recognition.All.Select(each => each.Name));
    }

    [Fact]
    public void An_extension_may_listen_in_its_own_way()
    {
        var settings = Read(("VAD_EXTENSIONS", "2018519=energia"), ("HALF_DUPLEX", "true"), ("HALF_DUPLEX_EXTENSIONS", "2018521=false;2018523=true")).Settings!;
        Assert.Equal((VoiceDetection.Energy, VoiceDetection.Silero), (settings.VoiceDetection.For("2018519"), settings.VoiceDetection.For("2018521")));
        Assert.Equal((true, false, true), (settings.HalfDuplex.For("2018519"), settings.HalfDuplex.For("2018521"), settings.HalfDuplex.For("2018523")));
    }

    [Theory]
    [InlineData("2018519")]
    [InlineData("2018519=talvez")]
    [InlineData("2018519=energia;2018519=silero")]
    [InlineData("=energia")]
    public void A_value_of_an_extension_that_cannot_be_read_is_a_fault(string written) =>
        Assert.Contains("VAD_EXTENSIONS", Assert.Single(Read(("VAD_EXTENSIONS", written)).Faults), StringComparison.Ordinal);

    [Fact]
    public void Every_setting_of_a_voice_is_read()
    {
        var synthesis = Read(
            ("TTS", "wav,azure,openai,wyoming,espeak"), ("TTS_WAV_DIR", "/srv/frases"), ("AZURE_SPEECH_TTS_URL", "http://localhost:5001"), ("AZURE_SPEECH_KEY", "chave"),
            ("AZURE_SPEECH_VOICE", "pt-BR-AntonioNeural"), ("TTS_OPENAI_URL", "http://tts.local/v1"), ("TTS_OPENAI_MODEL", "kokoro"), ("TTS_OPENAI_VOICE", "pf_dora"),
            ("TTS_OPENAI_RATE", "22050"), ("TTS_OPENAI_KEY", "chave"), ("WYOMING_TTS_URL", "tcp://piper.local:10200"), ("WYOMING_TTS_VOICE", "pt_BR-faber-medium"),
            ("TTS_AT_ONCE", "2"), ("TTS_SECONDS", "5")).Settings!.Synthesis;
        Assert.Equal(
            [
                new RecordedVoiceSettings("/srv/frases"), new AzureVoiceSettings(new("http://localhost:5001"), "pt-BR-AntonioNeural", Key),
                new OpenAiVoiceSettings(new("http://tts.local/v1"), "kokoro", "pf_dora", 22050, Key),
                new WyomingVoiceSettings(new("tcp://piper.local:10200"), "pt_BR-faber-medium"), new EspeakSettings(),
            ],
            synthesis.Voices);
        Assert.Equal((2, 5.0), (synthesis.AtOnce, synthesis.Limit.TotalSeconds));
        Assert.Equal(new RecordedVoiceSettings("/srv/dados/frases"), Assert.Single(Read(("TTS", "wav"), ("DATA_DIR", "/srv/dados")).Settings!.Synthesis.Voices));
    }

    [Theory]
    [InlineData("STT", "vosk,,openai")]
    [InlineData("STT", "vosk,vosk")]
    [InlineData("STT", "vosk,none")]
    [InlineData("STT_EXTENSIONS", "2018519")]
    [InlineData("STT_EXTENSIONS", "2018519=vosk;2018519=none")]
    [InlineData("STT_SECONDS", "7")]
    [InlineData("STT_AT_ONCE", "0")]
    [InlineData("TTS", "festival")]
    [InlineData("TTS_SECONDS", "0")]
    public void An_unreadable_value_is_named(string name, string value) =>
        Assert.StartsWith($"{name}=\"{value}\": espera-se ", Assert.Single(Read((name, value)).Faults), StringComparison.Ordinal);

    [Theory]
    [InlineData("vosk", "VOSK_URL", "http://localhost")]
    [InlineData("openai", "STT_OPENAI_URL", "localhost")]
    [InlineData("wyoming", "WYOMING_STT_URL", "tcp://localhost")]
    [InlineData("wyoming", "WYOMING_STT_RATE", "7000")]
    [InlineData("azure", "AZURE_SPEECH_REGION", "evil.com/")]
    [InlineData("openai", "STT_OPENAI_KEY", "a\nb")]
    public void A_fault_of_a_provider_is_named(string provider, string name, string value)
    {
        var fault = Assert.Single(Read(("STT", provider), ("AZURE_SPEECH_KEY", "chave"), (name, value)).Faults);
        Assert.StartsWith($"{name}=\"{(name.EndsWith("KEY", StringComparison.Ordinal) ? "***" : value)}\": espera-se ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_key_or_region_is_asked_for_once() =>
        Assert.Equal(["AZURE_SPEECH_REGION", "AZURE_SPEECH_KEY"], Read(("STT", "azure"), ("TTS", "azure")).Faults.Select(fault => fault.Split('=')[0]));

    [Fact]
    public void What_is_not_used_is_not_judged() => Assert.Empty(Read(("VOSK_URL", "qualquer coisa")).Faults);

    private static SettingsResult Read(params (string Name, string Value)[] values) => SettingsReader.Read(values.ToDictionary(v => v.Name, v => v.Value));
}
