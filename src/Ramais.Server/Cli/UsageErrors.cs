using System.CommandLine;
using System.CommandLine.Parsing;

namespace Ramais.Server.Cli;

/// <summary>Words what is wrong with a command line as one Portuguese line. The library's own messages are translated in part only.</summary>
internal static class UsageErrors
{
    /// <summary>Null when the command line can be run.</summary>
    public static string? Describe(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0)
            return null;
        var command = parsed.CommandResult.Command;
        var fault = Unknown(parsed) ?? NoCommand(command) ?? Missing(parsed, command) ?? Ours(parsed);
        return $"{fault}; veja: {PortugueseHelp.Path(command)} --help";
    }

    private static string? Unknown(ParseResult parsed) =>
        parsed.UnmatchedTokens is [var first, ..] ? $"'{first}' não é um comando nem uma opção que exista aqui" : null;

    private static string? NoCommand(Command command) =>
        command.Subcommands.Count > 0 && command.Action is null ? "falta o comando" : null;

    private static string? Missing(ParseResult parsed, Command command) =>
        command.Options.FirstOrDefault(o => o.Required && parsed.GetResult(o) is null or { Implicit: true }) is { Required: true } option
            ? $"falta {PortugueseHelp.Label(option)}"
            : command.Arguments.FirstOrDefault(a => parsed.GetResult(a) is null or { Tokens.Count: 0 }) is { } argument
                ? $"falta {argument.Name}"
                : null;

    private static string Ours(ParseResult parsed) => parsed.Errors[0] switch
    {
        { SymbolResult: OptionResult { Tokens.Count: 0 } result } => $"{result.Option.Name} precisa de um valor",
        { SymbolResult: OptionResult result } when result.IdentifierTokenCount > result.Option.Arity.MaximumNumberOfValues =>
            $"{result.Option.Name} só pode aparecer uma vez",
        var error => error.Message,
    };
}
