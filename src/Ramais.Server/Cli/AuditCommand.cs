using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Ramais.Access;
using Ramais.Server.Access;
using Ramais.Server.Settings;

namespace Ramais.Server.Cli;

/// <summary><c>./ramais audit</c>: looks at the chain of decisions, with the server running or without it.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "Confere e exporta a cadeia das decisões.") { Verify(), Export() };

    private static Command Verify()
    {
        var expected = new Option<string?>("--expect") { HelpName = "HASH", Description = "hash de uma entrada anotado antes: falha se a cadeia não a tem mais" };
        var (command, envFile) = New("verify", "Confere cada entrada, a ligação com a anterior e o fim da cadeia; aponta a primeira que não confere.");
        command.Options.Add(expected);
        command.SetAction(parsed =>
        {
            var settings = ServeCommand.ReadSettings(parsed.GetValue(envFile));
            var report = Read(() => Log(settings).Verify(parsed.GetValue(expected)));
            if (report.Fault is { } fault)
                throw new CommandFailedException($"cadeia adulterada ou danificada na entrada {fault.Seq}: {fault.Reason}.");
            parsed.InvocationConfiguration.Output.WriteLine(Describe(report));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Export()
    {
        var personal = new Option<bool>("--personal") { Description = "inclui apartamento, nomes e palavras que ainda não foram apagados" };
        var (command, envFile) = New("export", "Escreve na saída padrão a cadeia, uma linha de JSON para cada entrada, como foi selada.");
        command.Options.Add(personal);
        command.SetAction(parsed =>
        {
            var (settings, output) = (ServeCommand.ReadSettings(parsed.GetValue(envFile)), parsed.InvocationConfiguration.Output);
            Read(() =>
            {
                Log(settings).Export((entry, beside) => output.WriteLine(Line(entry, parsed.GetValue(personal) ? beside : [])));
                return true;
            });
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Describe(AuditReport report) => report.Last is not { } last
        ? "Cadeia vazia: nenhuma decisão foi gravada."
        : $"Cadeia íntegra: {report.Entries} entradas, {report.Keyed} com chave, {report.Erased} dados pessoais apagados. Última: {last.Hash} (anote-a em outro lugar para conferir depois com --expect).";

    private static string Line(AuditEntry entry, IReadOnlyCollection<AuditPersonal> personal) => JsonSerializer.Serialize(
        new(entry.Seq, entry.Kind, entry.At, entry.Body, entry.Seal, entry.Previous, entry.Hash, personal.Select(p => new ExportedPersonal(p.Kind, p.Salt, p.Text))),
        ExportJson.Readable.ExportedEntry);

    private static (Command Command, Option<string?> EnvFile) New(string name, string description)
    {
        var envFile = new Option<string?>("--env-file") { HelpName = "ARQUIVO", Description = "arquivo com os ajustes (.env)" };
        return (new Command(name, description) { envFile }, envFile);
    }

    private static AuditLog Log(RamaisSettings settings) => new(AccessServices.Outbox(settings), new(settings.AuditKey?.Value));

    private static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (IOException failure)
        {
            throw new CommandFailedException(failure.Message, failure);
        }
    }
}

/// <summary>One line of the export.</summary>
internal sealed record ExportedEntry(
    long Seq, string Kind, string At, string Body, string Seal, string Previous, string Hash, IEnumerable<ExportedPersonal> Personal);

internal sealed record ExportedPersonal(string Kind, string Salt, string Text);

[JsonSerializable(typeof(ExportedEntry))]
internal sealed partial class ExportJson : JsonSerializerContext
{
    public static ExportJson Readable { get; } = new(new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
