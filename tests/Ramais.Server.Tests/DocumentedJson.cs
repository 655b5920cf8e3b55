using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ramais.Testing;

namespace Ramais.Server.Tests;

/// <summary>The JSON examples of docs/operacao.md, so that they can't grow old.</summary>
internal static partial class DocumentedJson
{
    /// <summary>The one block that has the fragment, without the blanks that make it readable.</summary>
    public static string Containing(string fragment)
    {
        var page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "operacao.md"));
        return Normal(Assert.Single(Block().Matches(page), block => block.Value.Contains(fragment, StringComparison.Ordinal)).Groups[1].Value);
    }

    /// <summary>The same fields in the same order.</summary>
    public static string Normal(string json) => JsonNode.Parse(json)!.ToJsonString();

    [GeneratedRegex("```json\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
