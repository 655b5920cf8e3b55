using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Ramais.Extensions;
using Ramais.Listeners;

namespace Ramais.Server.Dialplan;

/// <summary>
/// Writes the dialplan of the extensions for Asterisk 18 to 23. Pure: the same extensions give the same text.
/// </summary>
/// <remarks>
/// Three habits of Asterisk shape it. AudioSocket hangs the channel up when the connection is refused, so TryExec runs it: the plan goes
/// on. CURL gives the body of an error as if it were the answer, so the answer must look like <c>host:port</c> before it is used. UUID() is
/// missing before 20.12, 21.7 and 22.2, so the UUID is made of decimal digits, which are hexadecimal ones too: 98 random bits with the
/// marks of version 4.
/// </remarks>
internal static class DialplanText
{
    public const string VisitorContext = "ramais-visitante";
    public const string ReturnContext = "ramais-retorno";

    private const string RandomUuid =
        "${RAND(10000000,99999999)}-${RAND(1000,9999)}-4${RAND(100,999)}-8${RAND(100,999)}-${RAND(100000,999999)}${RAND(100000,999999)}";

    private const string IsHostAndPort = """${REGEX("^[][0-9A-Fa-f.:]+:[0-9]+$" ${DESTINO})}""";

    /// <summary>The file. A row of which one number can't be printed is left out whole: half a gate would only look like one.</summary>
    public static DialplanResult Write(IReadOnlyCollection<DialplanEntry> entries, DialplanOptions options)
    {
        var printable = entries.ToLookup(e => FaultOf(e.Extension) is null);
        return new DialplanResult(
            [
                .. Head(options),
                $"[{VisitorContext}]",
                .. printable[true].SelectMany(e => Visitor(e.Extension, options)),
                "",
                $"[{ReturnContext}]",
                .. printable[true].SelectMany(e => Return(e, options)),
            ],
            [.. printable[false].Select(e => FaultOf(e.Extension)!)]);
    }

    private static string? FaultOf(Extension extension) =>
        DialplanSafety.IsNumber(extension.AiNumber) && DialplanSafety.IsNumber(extension.ReturnNumber)
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"o ramal de id {extension.Id} ficou de fora: num plano de discagem, ramal_ia e ramal_retorno só podem ter algarismos, +, * e #");

    private static IEnumerable<string> Head(DialplanOptions options)
    {
        yield return "; Gerado por ./ramais dialplan; não edite: gere de novo quando os ramais mudarem.";
        yield return "; Em extensions.conf: #include ramais.conf, e nos contextos de onde vêm as ligações:";
        yield return $";   do painel: include => {VisitorContext}";
        yield return $";   do morador, com o UUID da chamada na variável RAMAIS_UUID do canal: include => {ReturnContext}";
        if (options.SendsKey)
            yield return "; A API pede chave: em [globals] de extensions.conf, RAMAIS_API_KEY=(o valor de API_KEY).";
        if (options.Fallback is null)
            yield return "; Sem --fallback: a chamada que o Ramais não atende, ou deixa sem decisão, é desligada.";
        yield return "";
    }

    private static IEnumerable<string> Visitor(Extension extension, DialplanOptions options) => [
        Comment(extension),
        $"exten => {extension.AiNumber},1,Answer()",
        $" same => n,Set(UUID={RandomUuid})",
        .. Route(extension.AiNumber, extension, extension.VisitorPort, options),
        " same => n(ligar),TryExec(AudioSocket(${UUID},${DESTINO}))",
        .. Afterwards(options),
    ];

    private static IEnumerable<string> Return(DialplanEntry entry, DialplanOptions options) => [
        Comment(entry.Extension),
        $"exten => {entry.Extension.ReturnNumber},1,GotoIf($[\"${{RAMAIS_UUID}}\" = \"\"]?fim)",
        " same => n,Answer()",
        .. Route(entry.Extension.ReturnNumber, entry.Extension, entry.ReturnPort, options),
        " same => n(ligar),AudioSocket(${RAMAIS_UUID},${DESTINO})",
        " same => n(fim),Hangup()",
    ];

    /// <summary>Leaves in DESTINO where the number is served now, or the configured port when the API does not say.</summary>
    private static IEnumerable<string> Route(string number, Extension extension, int? port, DialplanOptions options)
    {
        yield return " same => n,Set(CURLOPT(conntimeout)=1)";
        yield return " same => n,Set(CURLOPT(httptimeout)=2)";
        if (options.SendsKey)
            yield return " same => n,Set(CURLOPT(httpheader)=X-API-Key: ${RAMAIS_API_KEY})";
        yield return $" same => n,Set(DESTINO=${{CURL({options.Api}/api/route/{Uri.EscapeDataString(number)})}})";
        yield return $" same => n,GotoIf({IsHostAndPort}?ligar)";
        yield return port is { } known
            ? string.Create(CultureInfo.InvariantCulture, $" same => n,Set(DESTINO={HostOf(extension, options)}:{known})")
            : " same => n,Hangup()";
    }

    /// <summary>What follows the visitor's call: nothing when a resident decided and the gate knows it, the operator in every other case.</summary>
    private static IEnumerable<string> Afterwards(DialplanOptions options)
    {
        if (options.Fallback is { } fallback)
        {
            yield return $" same => n,GotoIf(${{REGEX(\"^(authorized|denied)$\" ${{CURL({options.Api}/api/calls/${{UUID}}/outcome)}})}}?fim)";
            yield return $" same => n,Goto({fallback.Context},{fallback.Number},1)";
        }
        yield return " same => n(fim),Hangup()";
    }

    private static string Comment(Extension extension) =>
        string.Create(CultureInfo.InvariantCulture, $"; ramal de id {extension.Id}, condomínio {extension.CondominiumId}");

    private static string HostOf(Extension extension, DialplanOptions options)
    {
        var address = IPAddress.Parse(extension.Address);
        return MachineAddresses.IsAny(address) ? options.Host : DialplanSafety.HostOf(address);
    }
}

/// <param name="Lines">The file.</param>
/// <param name="Faults">Rows that were left out and why, in Portuguese.</param>
internal sealed record DialplanResult(ImmutableArray<string> Lines, ImmutableArray<string> Faults);
