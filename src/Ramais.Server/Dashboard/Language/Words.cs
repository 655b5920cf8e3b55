using Ramais.Server.Dashboard.Live;

namespace Ramais.Server.Dashboard.Language;

/// <summary>The API's words as an operator reads them.</summary>
internal static class Words
{
    public static string State(this Tongue tongue, string state) => state switch
    {
        "new" => tongue["chegando", "arriving"],
        "asking_intent" => tongue["perguntando o motivo", "asking why"],
        "asking_apartment" => tongue["perguntando o apartamento", "asking which apartment"],
        "choosing_apartment" => tongue["escolhendo o bloco", "choosing the block"],
        "choosing_resident" => tongue["escolhendo o morador", "choosing the resident"],
        "asking_name" => tongue["perguntando o nome", "asking the name"],
        "ringing" => tongue["tocando o morador", "ringing the resident"],
        "greeting_resident" => tongue["morador atendeu", "resident answered"],
        "asking_resident" => tongue["perguntando ao morador", "asking the resident"],
        "releasing_resident" => tongue["despedindo o morador", "letting the resident go"],
        "deciding" => tongue["gravando a decisão", "writing the decision"],
        "closing" => tongue["despedindo-se", "saying goodbye"],
        "ended" => tongue["encerrada", "ended"],
        _ => state,
    };

    public static string Result(this Tongue tongue, string? result) => result switch
    {
        "authorized" => tongue["autorizada", "authorized"],
        "denied" => tongue["negada", "denied"],
        "no_answer" => tongue["ninguém atendeu", "no answer"],
        "operator" => tongue["passada ao porteiro", "passed to the porter"],
        "abandoned" => tongue["visitante desistiu", "visitor gave up"],
        "failed" => tongue["falhou", "failed"],
        null => tongue["em curso", "in progress"],
        _ => result,
    };

    public static string Intent(this Tongue tongue, string intent) => intent switch
    {
        "entrega" => tongue["entrega", "delivery"],
        "visita" => tongue["visita", "visit"],
        "servico" => tongue["serviço", "service"],
        _ => tongue["motivo desconhecido", "unknown reason"],
    };

    public static string Speaker(this Tongue tongue, string speaker) => speaker switch
    {
        "visitor" => tongue["visitante", "visitor"],
        "resident" => tongue["morador", "resident"],
        _ => "Ramais",
    };

    public static string Event(this Tongue tongue, string happened) => happened switch
    {
        "connected" => tongue["na linha", "on the line"],
        "hangup" => tongue["saiu", "left"],
        "key" => tongue["tecla", "key"],
        "tone" => tongue["tom", "tone"],
        "acknowledged" => tongue["decisão confirmada", "decision acknowledged"],
        _ => happened,
    };

    public static string Provider(this Tongue tongue, ProviderKind kind) => kind switch
    {
        ProviderKind.Recognition => tongue["reconhece", "recognises"],
        ProviderKind.Understanding => tongue["entende", "understands"],
        _ => tongue["fala", "speaks"],
    };

    public static string Source(this Tongue tongue, string? source) => source switch
    {
        "database" => tongue["banco de dados", "database"],
        "file" => tongue["arquivo local", "local file"],
        _ => tongue["nenhuma ainda", "none yet"],
    };

    public static string Trouble(this Tongue tongue, Trouble trouble) => trouble.Kind switch
    {
        TroubleKind.NothingLoaded => tongue["Nenhum ramal foi carregado: nenhum portão atende.", "No extension was loaded: no gate answers."],
        TroubleKind.TurnsAway => tongue["A máquina está cheia: visitantes estão sendo passados ao porteiro.", "The machine is full: visitors are being passed to the porter."],
        TroubleKind.PortsClosed => Counted(trouble.Count, tongue["ramal com porta fechada.", "extension with a closed port."], tongue["ramais com porta fechada.", "extensions with a closed port."]),
        TroubleKind.SourceFailed => tongue["A origem dos ramais não pôde ser lida; valem os últimos lidos.", "The source of the extensions can't be read; the last ones hold."],
        TroubleKind.RowsRejected => Counted(trouble.Count, tongue["linha recusada.", "row refused."], tongue["linhas recusadas.", "rows refused."]),
        TroubleKind.OtherPorts => Counted(trouble.Count, tongue["ramal em porta alternativa.", "extension on an alternative port."], tongue["ramais em porta alternativa.", "extensions on an alternative port."]),
        _ => Counted(trouble.Count, tongue["serviço externo em pausa.", "outside service paused."], tongue["serviços externos em pausa.", "outside services paused."]),
    };

    private static string Counted(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}
