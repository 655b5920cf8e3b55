using System.Text.RegularExpressions;

namespace Ramais.Server.Tests.Dialplan;

/// <summary>Reads a dialplan the way Asterisk's extensions.conf loader does, as far as ours goes, and fails where that would stumble.</summary>
internal static partial class DialplanReader
{
    /// <returns>The extensions by context, each with its steps in order.</returns>
    public static Dictionary<string, List<DialplanExtension>> Read(IEnumerable<string> lines)
    {
        var contexts = new Dictionary<string, List<DialplanExtension>>();
        List<DialplanExtension>? context = null;
        foreach (var line in lines)
        {
            Assert.DoesNotContain(line, char.IsControl);
            if (line.Length == 0 || line[0] == ';')
                continue;
            Assert.DoesNotContain(';', line); // the rest would be a comment
            if (ContextLine().Match(line) is { Success: true } head)
                contexts.Add(head.Groups[1].Value, context = []);
            else if (StepLine().Match(line) is { Success: true } step)
                Add(context!, step);
            else
                Assert.Fail($"No line of a dialplan: {line}");
        }
        return contexts;
    }

    private static void Add(List<DialplanExtension> context, Match step)
    {
        if (step.Groups["number"] is { Success: true } number)
            context.Add(new DialplanExtension(number.Value, []));
        var arguments = step.Groups["arguments"].Value;
        Assert.True(IsBalanced(arguments), arguments);
        context[^1].Steps.Add(new DialplanStep(step.Groups["label"].Value, step.Groups["application"].Value, arguments));
    }

    /// <summary>The application's closing parenthesis is the last one; one that closed before it would cut the arguments.</summary>
    private static bool IsBalanced(string text)
    {
        var (round, curly) = (0, 0);
        foreach (var c in text)
        {
            round += c == '(' ? 1 : c == ')' ? -1 : 0;
            curly += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (round < 0 || curly < 0)
                return false;
        }
        return round == 0 && curly == 0;
    }

    [GeneratedRegex(@"^\[([a-z-]+)\]$")]
    private static partial Regex ContextLine();

    [GeneratedRegex(@"^(exten => (?<number>[0-9+*#]{1,50}),1|\ same\ =>\ n(\((?<label>[a-z]+)\))?),(?<application>[A-Za-z]+)\((?<arguments>.*)\)$")]
    private static partial Regex StepLine();
}

internal sealed record DialplanExtension(string Number, List<DialplanStep> Steps)
{
    /// <summary>The arguments of the first step of that application.</summary>
    public string Arguments(string application) => Steps.First(s => s.Application == application).Arguments;

    public IEnumerable<string> Applications => Steps.Select(s => s.Application);
}

internal sealed record DialplanStep(string Label, string Application, string Arguments);
