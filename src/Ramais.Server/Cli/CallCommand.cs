using System.CommandLine;
using System.CommandLine.Parsing;
using Ramais.Server.Phone;
using Ramais.Voice;

namespace Ramais.Server.Cli;

/// <summary><c>./ramais call</c>: one party of a call.</summary>
internal static class CallCommand
{
    private const string Say = "--say";
    private const string Wav = "--wav";
    private const string Dtmf = "--dtmf";

    public static Command Create()
    {
        var port = Values.Port("--port", "porta do ramal para onde ligar");
        port.Required = true;
        var host = new Option<string>("--host") { HelpName = "ENDEREÇO", Description = "onde o servidor atende (127.0.0.1)", DefaultValueFactory = _ => "127.0.0.1" };
        var uuid = Values.Uuid("--uuid", "UUID da chamada (um novo)");
        var record = new Option<string?>("--record") { HelpName = "ARQUIVO.wav", Description = "grava o que se ouve, em 8 kHz" };
        var timeout = Values.Seconds("--timeout", "desliga depois deste tempo (300)", TimeSpan.FromMinutes(5));
        var json = new Option<bool>("--json") { Description = "um evento por linha, em JSON" };
        var command = new Command("call", "Liga para um ramal como um telefone e diz suas falas em ordem, cada uma quando o outro lado se cala.")
        {
            port, host, uuid, Line(Say, "TEXTO", "diz o texto (espeak-ng); pode repetir-se"), Line(Wav, "ARQUIVO.wav", "toca o arquivo; pode repetir-se"),
            Keys(), record, timeout, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var request = new CallRequest(parsed.GetValue(host)!, parsed.GetValue(port), parsed.GetValue(uuid) ?? Guid.NewGuid(), LinesInOrder(parsed),
                parsed.GetValue(record), parsed.GetValue(timeout));
            return RunAsync(request, parsed.InvocationConfiguration.Output, parsed.GetValue(json), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(CallRequest request, TextWriter output, bool json, CancellationToken cancellation)
    {
        using var voice = Voices.Embedded();
        var lines = await new CallLines(voice).PrepareAsync(request.Lines, cancellation);
        var run = new CallRun(TimeProvider.System, happened =>
            output.WriteLine(json ? PhoneEventPrinter.ToJson(happened) : PhoneEventPrinter.ToText(happened)));
        var outcome = await run.RunAsync(new(request.Host, request.Port, request.Id, lines.ToAsyncEnumerable(), request.RecordTo is not null, request.Timeout), cancellation);
        if (request.RecordTo is { } file)
            Save(outcome.Heard, file);
        return outcome.SaidAll ? ExitCodes.Done : throw new CommandFailedException("a chamada terminou antes que tudo fosse dito.");
    }

    private static void Save(AudioClip heard, string file)
    {
        try
        {
            WavFile.Write(file, heard, WavEncoding.Pcm16);
        }
        catch (WavFormatException failure)
        {
            throw new CommandFailedException(failure.Message, failure);
        }
    }

    /// <summary>The lines of all three options in the order of the command line, which the options' own values do not keep.</summary>
    internal static IReadOnlyList<CallLine> LinesInOrder(ParseResult parsed)
    {
        var lines = new List<CallLine>();
        for (var index = 0; index + 1 < parsed.Tokens.Count; index++)
        {
            var (token, value) = (parsed.Tokens[index], parsed.Tokens[index + 1].Value);
            if (token.Type == TokenType.Option && KindOf(token.Value) is { } kind)
                lines.Add(new(kind, value));
        }
        return lines;
    }

    private static CallLineKind? KindOf(string option) => option switch
    {
        Say => CallLineKind.Say,
        Wav => CallLineKind.Wav,
        Dtmf => CallLineKind.Dtmf,
        _ => null,
    };

    private static Option<string[]> Line(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };

    private static Option<string[]> Keys()
    {
        var option = Line(Dtmf, "TECLAS", "aperta as teclas, como 501#; pode repetir-se");
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.Length == 0 || t.Value.Any(c => !KeysLine.Valid.Contains(c))))
                result.AddError($"{Dtmf}: '{token.Value}' não serve; as teclas são 0-9, *, # e A-D");
        });
        return option;
    }
}

internal enum CallLineKind
{
    Say,
    Wav,
    Dtmf,
}

/// <summary>One line of a call as given: a text, a file name or keys.</summary>
internal sealed record CallLine(CallLineKind Kind, string Value);

/// <summary>A call as asked for. Without a file to record to, nothing that is heard is kept; after the timeout this side hangs up.</summary>
internal sealed record CallRequest(string Host, int Port, Guid Id, IReadOnlyList<CallLine> Lines, string? RecordTo, TimeSpan Timeout);
