using System.CommandLine;
using System.CommandLine.Invocation;

namespace Ramais.Server.Cli;

/// <summary>Help in Portuguese throughout; the library's own is translated in part only.</summary>
internal sealed class PortugueseHelp : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(command.Description);
        output.WriteLine();
        output.WriteLine($"Uso: {Usage(command)}");
        WriteSection(output, "Comandos", command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description)));
        WriteSection(output, "Argumentos", command.Arguments.Select(a => (a.Name, a.Description)));
        WriteSection(output, "Opções", OptionsOf(command).Select(o => (Label(o), o.Description)));
        return ExitCodes.Done;
    }

    /// <summary>The words that lead to a command: <c>./ramais nlu reply</c>.</summary>
    public static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : "./ramais";

    /// <summary>An option as the help shows it: <c>--port PORTA</c>.</summary>
    public static string Label(Option option) =>
        option.HelpName is null ? string.Join(", ", option.Aliases.Where(alias => alias.StartsWith('-')).Prepend(option.Name)) : $"{option.Name} {option.HelpName}";

    private static string Usage(Command command)
    {
        if (command.Subcommands.Count > 0)
            return $"{Path(command)} COMANDO [opções]";
        var required = command.Options.Where(o => o.Required).Select(Label);
        return string.Join(' ', [Path(command), .. command.Arguments.Select(a => a.Name), .. required, "[opções]"]);
    }

    private static IEnumerable<Option> OptionsOf(Command command)
    {
        var inherited = command.Parents.OfType<Command>().SelectMany(OptionsOf).Where(o => o.Recursive);
        return command.Options.Concat(inherited).Where(o => !o.Hidden);
    }

    private static void WriteSection(TextWriter output, string title, IEnumerable<(string Label, string? Text)> rows)
    {
        var list = rows.ToList();
        if (list.Count == 0)
            return;
        var width = list.Max(row => row.Label.Length);
        output.WriteLine();
        output.WriteLine($"{title}:");
        foreach (var (label, text) in list)
            output.WriteLine($"  {label.PadRight(width)}  {text}");
    }
}
