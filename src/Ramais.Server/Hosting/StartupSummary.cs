using System.Collections.Immutable;
using Ramais.Listeners;
using Ramais.Server.Ai;
using Ramais.Server.Listening;
using Ramais.Server.Postgres;
using Ramais.Server.Settings;
using Ramais.Server.Speech;

namespace Ramais.Server.Hosting;

/// <summary>What the console says after the start: what listens where, and how to place a trial call. At most eleven lines.</summary>
internal static class StartupSummary
{
    private const int ExtensionsShown = 3;

    public static ImmutableArray<string> Of(RamaisServer server)
    {
        var statuses = server.Listeners.Statuses();
        var rejected = server.Extensions.Snapshot?.Rejected.Length ?? 0;
        return [
            .. Head(server),
            .. statuses.Take(ExtensionsShown).Select(Line),
            .. Rest(statuses.Length - ExtensionsShown, rejected),
            .. Trial(statuses),
            "Para encerrar: Ctrl+C.",
        ];
    }

    private static IEnumerable<string> Head(RamaisServer server)
    {
        yield return $"Ramais em funcionamento; painel em {server.ApiAddress}, situação em {server.ApiAddress}api/status";
        if (server.Settings.Database is { } database)
            yield return Source(server, database);
        var order = server.Settings.ClickToCall.Order;
        yield return order is ["none"]
            ? "Telefone do morador: CLICK_TO_CALL=none, ninguém o toca; veja a chamada em api/calls"
            : $"Telefone do morador: {string.Join(", depois ", order)}; experimente com ./ramais doctor";
        if (VoiceModelFile.Load(server.Settings) is { Network: null, Says: var says })
            yield return says;
        if (AiHosting.Describe(server.Settings) is { } understanding)
            yield return understanding;
        if (SpeechHosting.Describe(server.Settings) is { } speech)
            yield return speech;
        if (!server.CreatedFiles.IsEmpty)
            yield return $"Exemplos criados: {string.Join(", ", server.CreatedFiles)}";
        if (server.Settings.Database is null && server.Extensions.Snapshot is null)
            yield return "Nenhum ramal carregado: corrija o que o registro aponta; a leitura é repetida a cada alteração do arquivo.";
    }

    private static string Source(RamaisServer server, DatabaseSettings database) => server.Extensions.Snapshot?.Source switch
    {
        null => $"Nenhum ramal: o PostgreSQL {DatabaseFault.Place(database)} não pôde ser lido e não há cópia local; a leitura é repetida até conseguir.",
        "file" => $"O PostgreSQL {DatabaseFault.Place(database)} não pôde ser lido: vale a cópia local, e a leitura é repetida até conseguir.",
        _ => $"Ramais lidos do PostgreSQL {DatabaseFault.Place(database)}.",
    };

    private static string Line(ExtensionStatus status)
    {
        var (extension, cause) = (status.Extension, status.Cause is null ? "" : $" ({status.Cause})");
        return $"Ramal {extension.AiNumber}, condomínio {extension.CondominiumId}, {extension.Address}: "
            + $"visitante na porta {Port(status.VisitorPort)}, retorno {extension.ReturnNumber} na porta {Port(status.ReturnPort)}{cause}";
    }

    private static IEnumerable<string> Rest(int more, int rejected)
    {
        if (more > 0 || rejected > 0)
            yield return $"Outros ramais: {Math.Max(more, 0)}; linhas recusadas: {rejected} (motivos em api/status)";
    }

    private static IEnumerable<string> Trial(ImmutableArray<ExtensionStatus> statuses)
    {
        if (statuses.FirstOrDefault(s => s.VisitorPort is not null) is { } open)
            yield return $"Ligação de teste: ./ramais call --port {open.VisitorPort} --say \"entrega para o apartamento 501\"";
    }

    private static string Port(int? port) => port?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "fechada";
}
