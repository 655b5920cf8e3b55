using Ramais.Conversation;
using Ramais.Tests.Language;

namespace Ramais.Tests.Conversation;

/// <summary>How the consent rules judge labelled replies: the shared sample, the project's own corpus, and phrases written after the rules.</summary>
public sealed class ConsentCorpusTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("resident_replies.tsv")]
    [InlineData("replies.tsv")]
    [InlineData("replies_second_look.tsv")]
    [InlineData("replies_third_look.tsv")]
    public void Replies_are_understood(string file)
    {
        var table = new Confusion();
        foreach (var row in Samples.Rows(file))
            table.Add(row[0], Name(ConsentRules.Classify(row[1])), row[1]);
        output.WriteLine(table.ToString());

        Assert.DoesNotContain(table.Mistakes, m => m.Given == "authorize");
        Assert.True(table.Accuracy("authorize", "deny") >= 0.98, $"authorize and deny: {table.Accuracy("authorize", "deny"):P1}");
        Assert.True(table.Accuracy("question", "repeat", "wait", "unclear") >= 0.90, $"others: {table.Accuracy("question", "repeat", "wait", "unclear"):P1}");
    }

    private static string Name(ConsentAnswer answer) => answer.ToString().ToLowerInvariant();
}
