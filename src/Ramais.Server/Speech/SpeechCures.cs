using Ramais.Server.Providers;

namespace Ramais.Server.Speech;

/// <summary>What an installer can do about a failure, for log lines and <c>doctor</c>.</summary>
internal static class SpeechCures
{
    /// <param name="failure">What went wrong.</param>
    /// <param name="setting">The setting that names the provider's key, or its address where it has none.</param>
    public static string Of(ProviderFailedException failure, string setting) => (failure.Reason, failure.Status) switch
    {
        (ProviderFailure.Status, 401 or 403) => $"confira {setting} e se o serviço está liberado para essa chave",
        (ProviderFailure.Status, 404) => "confira o endereço e o nome do modelo ou da voz",
        (ProviderFailure.Status, 429) => "a cota do serviço acabou por agora: aumente-a ou ponha outro provedor em seguida",
        (ProviderFailure.Status, >= 300 and < 400) => "ponha no ajuste o endereço final: não se seguem redirecionamentos",
        (ProviderFailure.Status, >= 500) => "o defeito é do serviço: veja o registro dele",
        (ProviderFailure.Unreachable, _) => "confira se o serviço está no ar, o endereço, a porta e o firewall",
        (ProviderFailure.Timeout, _) => "veja a carga do serviço e a rede, ou use um modelo menor",
        (ProviderFailure.Busy, _) => "aumente STT_AT_ONCE ou TTS_AT_ONCE se a máquina e o serviço aguentam",
        _ => "confira se o endereço é desse tipo de serviço (docs/speech.md)",
    };
}
