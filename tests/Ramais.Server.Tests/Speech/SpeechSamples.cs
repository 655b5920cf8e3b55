using Ramais.Server.Speech;
using Ramais.Voice;

namespace Ramais.Server.Tests.Speech;

/// <summary>The exchanges that docs/speech.md shows, and the sound behind them.</summary>
internal static class SpeechSamples
{
    public const string Said = "entrega para o quinhentos e um";

    public const string VoskConfiguration = """{"config":{"sample_rate":8000,"words":1}}""";

    public const string AzureAnswer = """
        {"RecognitionStatus":"Success","Offset":1300000,"Duration":15400000,"DisplayText":"Entrega para o quinhentos e um.",
         "NBest":[{"Confidence":0.91,"Lexical":"entrega para o quinhentos e um","ITN":"entrega para o 501","MaskedITN":"entrega para o 501","Display":"entrega para o quinhentos e um"}]}
        """;

    public const string Ssml = "<speak version='1.0' xml:lang='pt-BR'><voice name='pt-BR-FranciscaNeural'>Entrega para o apartamento 501.</voice></speak>";

    public const string SpeechRequest = """{"model":"tts-1","input":"Entrega para o apartamento 501.","voice":"nova","response_format":"pcm"}""";

    public const string WyomingRequest = """{"type":"synthesize","data":{"text":"Entrega para o apartamento 501.","voice":{"name":"pt_BR-faber-medium"}}}""";

    public static readonly RecognitionContext Context = new(["Renata Albuquerque", "501", "Daniel Prado"], static _ => { });

    public static AudioClip Clip(string said = Said) => Ramais.Testing.Speech.Of(said, TimeSpan.FromSeconds(1.4));

    /// <summary>An utterance that is over.</summary>
    public static UtteranceAudio Whole(string said = Said)
    {
        var audio = new UtteranceAudio();
        audio.Append(Clip(said).Samples.Span);
        audio.Complete();
        return audio;
    }
}
