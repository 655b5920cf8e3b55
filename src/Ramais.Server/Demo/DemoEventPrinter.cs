using System.Globalization;
using Ramais.Server.Cli;

namespace Ramais.Server.Demo;

/// <summary>Writes the demonstration's events for a person, or one JSON object a line.</summary>
internal sealed class DemoEventPrinter(TextWriter output, bool json)
{
    private static readonly CultureInfo Portuguese = CultureInfo.GetCultureInfo("pt-BR");

    private readonly Lock _oneAtATime = new();

    /// <summary>Both parties and the watch on the API tell at any time.</summary>
    public void Print(DemoEvent happened)
    {
        var line = json ? JsonLine.Of(happened) : Text(happened);
        lock (_oneAtATime)
            output.WriteLine(line);
    }

    private static string Text(DemoEvent happened) =>
        string.Create(Portuguese, $"{happened.AtMs / 1000.0,6:0.0} s  {Describe(happened)}");

    private static string Describe(DemoEvent happened) => happened.Event switch
    {
        "connected" => $"{Name(happened.Who)} na linha",
        "key" => $"{Name(happened.Who)} aperta {happened.Key}",
        "says" when happened.Who == "ramais" => $"Ramais ao {(happened.To == "visitor" ? "visitante" : "morador")}: {happened.Text}",
        "says" => $"{Name(happened.Who)}: {happened.Text}",
        "understood" => $"Ramais entende: {happened.Text}",
        "state" => happened.State == "ringing" ? "o telefone do morador toca" : $"situação: {happened.State}",
        "decision" => $"decisão: {Outcome(happened.AuthorizationResult)}, {(happened.By == "key" ? "pelo teclado" : "de viva voz")}",
        "hung_up" => $"{Name(happened.Who)}: fim da ligação",
        "latencies" => Latencies(happened.LatenciesMs!),
        _ => $"resultado: {Outcome(happened.AuthorizationResult)}",
    };

    private static string Latencies(DemoLatencies waits) => string.Create(
        Portuguese,
        $"esperas: primeiro áudio {Ms(waits.FirstAudio)}; resposta a uma tecla {Ms(waits.AfterKey)}; resposta à fala {Ms(waits.AfterSpeech)}; da decisão ao visitante {Ms(waits.DecisionToVisitor)}");

    private static string Ms(long? value) => value is { } ms ? $"{ms} ms" : "—";

    private static string Name(string? who) => who == "visitor" ? "visitante" : "morador";

    private static string Outcome(string? result) => result switch
    {
        "authorized" => "autorizado",
        "denied" => "negado",
        "no_answer" => "ninguém atendeu",
        _ => $"sem conclusão ({result ?? "a chamada não terminou"})",
    };
}
