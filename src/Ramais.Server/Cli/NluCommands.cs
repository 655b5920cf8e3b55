using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ramais.Conversation;
using Ramais.Directory;

namespace Ramais.Server.Cli;

/// <summary>
/// <c>nlu reply</c> and <c>nlu visitor</c>: what the language rules make of phrases, a line in and a JSON line out, so that an installer can
/// try them. A line that can't be read is named on the error output and skipped.
/// </summary>
internal static class NluCommands
{
    /// <summary>Accents stay readable: the output is UTF-8 for people and pipes, never part of a page.</summary>
    private static readonly NluJson Json = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower });

    /// <summary>Judges residents' replies, one a line.</summary>
    /// <returns>0.</returns>
    public static int Reply(TextReader input, TextWriter output)
    {
        while (input.ReadLine() is { } text)
            Write(output, new ReplyLine(text, Name(ConsentRules.Classify(text))), Json.ReplyLine);
        output.Flush();
        return 0;
    }

    /// <summary>Reads visitors' utterances, each a line <c>asked&lt;TAB&gt;text</c>.</summary>
    /// <param name="input">The lines.</param>
    /// <param name="output">A JSON line for each that could be read.</param>
    /// <param name="errors">One line in Portuguese for each that could not.</param>
    /// <param name="directory">The directory to match names and numbers in.</param>
    /// <returns>0, or 1 when a line could not be read.</returns>
    public static int Visitor(TextReader input, TextWriter output, TextWriter errors, CondominiumDirectory directory)
    {
        var failed = 0;
        for (var number = 1; input.ReadLine() is { } line; number++)
        {
            if (ParseVisitorLine(line) is var (asked, text))
                Write(output, Line(text, asked, VisitorRules.Understand(text, asked, directory)), Json.VisitorLine);
            else
            {
                failed++;
                errors.WriteLine($"linha {number}: esperado «pergunta<TAB>frase», com a pergunta vazia, name, apartment ou intent");
            }
        }
        output.Flush();
        return failed == 0 ? 0 : 1;
    }

    private static (Asked, string)? ParseVisitorLine(string line)
    {
        var tab = line.IndexOf('\t');
        if (tab < 0)
            return null;
        Asked? asked = line[..tab].Trim() switch
        {
            "" => Asked.Open,
            "name" => Asked.Name,
            "apartment" => Asked.Apartment,
            "intent" => Asked.Intent,
            _ => null,
        };
        return asked is { } known ? (known, line[(tab + 1)..]) : null;
    }

    private static VisitorLine Line(string text, Asked asked, VisitorSlots slots) =>
        new(text, Name(slots.Intent, asked), slots.VisitorName, slots.ApartmentNumber, slots.ResidentName);

    private static string Name(ConsentAnswer answer) => answer switch
    {
        ConsentAnswer.Authorize => "authorize",
        ConsentAnswer.Deny => "deny",
        ConsentAnswer.Question => "question",
        ConsentAnswer.Repeat => "repeat",
        ConsentAnswer.Wait => "wait",
        _ => "unclear",
    };

    /// <summary>An unknown intent is a finding ("desconhecido") only where the visitor was free to tell it, else it is simply not there.</summary>
    private static string Name(VisitIntent intent, Asked asked) => intent switch
    {
        VisitIntent.Delivery => "entrega",
        VisitIntent.Visit => "visita",
        VisitIntent.Service => "servico",
        _ => asked is Asked.Open or Asked.Intent ? "desconhecido" : "",
    };

    private static void Write<T>(TextWriter output, T line, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        output.Write(JsonSerializer.Serialize(line, type));
        output.Write('\n');
    }
}

internal sealed record ReplyLine(string Text, string Answer);

internal sealed record VisitorLine(string Text, string IntentType, string InterlocutorName, string ApartmentNumber, string ResidentName);

[JsonSerializable(typeof(ReplyLine))]
[JsonSerializable(typeof(VisitorLine))]
internal sealed partial class NluJson : JsonSerializerContext;
