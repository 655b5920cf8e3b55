using System.Net;

namespace Ramais.Server.ClickToCall;

/// <summary>What Asterisk's answers mean, in one line with the cure.</summary>
internal static class AriFault
{
    public const string NotAri = "ari: a resposta não é a de um Asterisk; confira ARI_URL, que termina em /ari";

    public static string Describe(HttpStatusCode code) => code switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            $"ari: usuário ou senha recusados ({(int)code}); confira ARI_USER, ARI_PASSWORD e read_only=no em ari.conf",
        HttpStatusCode.NotFound => "ari: o Asterisk não tem esse endereço (404); confira ARI_URL e enabled=yes em ari.conf",
        HttpStatusCode.BadRequest => "ari: o Asterisk recusou o destino (400); confira ARI_ENDPOINT e ARI_TRUNK",
        HttpStatusCode.InternalServerError =>
            "ari: o Asterisk não criou a ligação (500); o telefone pode estar sem registro, ou o tronco de ARI_TRUNK não existir: veja pjsip show endpoints",
        HttpStatusCode.ServiceUnavailable => "ari: o Asterisk está parando ou começando (503); veja o serviço",
        _ => $"ari: resposta inesperada ({(int)code}); confira ARI_URL e o console do Asterisk",
    };

    public static string Describe(Uri url, Exception failure) =>
        $"ari: {url.Host}:{url.Port} {SendFault.Describe(failure)}; veja se o Asterisk está no ar e confira ARI_URL e http.conf";
}
