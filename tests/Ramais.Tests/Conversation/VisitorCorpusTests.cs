using System.Globalization;
using System.Text;
using Ramais.Conversation;
using Ramais.Directory;
using Ramais.Tests.Language;

namespace Ramais.Tests.Conversation;

/// <summary>How the visitor rules read labelled utterances: the shared sample, and the project's own corpus over both condominiums.</summary>
public sealed class VisitorCorpusTests(ITestOutputHelper output)
{
    private static readonly DirectorySnapshot Directory = DirectoryFile.Load(Samples.PathOf("directory.json")).Snapshot;

    [Fact]
    public void The_shared_sample_is_understood() => Judge(Samples.Rows("visitor_utterances.tsv").Select(r => new Expected(15, r)));

    [Theory]
    [InlineData("visitors.tsv")]
    [InlineData("visitors_second_look.tsv")]
    public void The_project_corpus_is_understood(string file) =>
        Judge(Samples.Rows(file).Select(r => new Expected(int.Parse(r[0], CultureInfo.InvariantCulture), r[1..])));

    private void Judge(IEnumerable<Expected> expected)
    {
        var (fields, wrong, invented, report) = (0, 0, 0, new StringBuilder());
        foreach (var row in expected)
        {
            var slots = VisitorRules.Understand(row.Text, row.Asked, Directory.For(row.Condominium));
            string[] given = [row.IntentOf(slots.Intent), slots.VisitorName, slots.ApartmentNumber, slots.ResidentName];
            var misses = Enumerable.Range(0, 4).Where(i => !string.Equals(given[i], row.Fields[i], StringComparison.OrdinalIgnoreCase)).ToArray();
            (fields, wrong) = (fields + 4, wrong + misses.Length);
            invented += given[3].Length > 0 && given[3] != row.Fields[3] ? 1 : 0;
            if (misses.Length > 0)
                report.AppendLine(CultureInfo.InvariantCulture, $"  [{row.Asked}] {row.Text}\n     right {string.Join(" | ", row.Fields)}\n     given {string.Join(" | ", given)}");
        }
        output.WriteLine($"{fields - wrong} of {fields} fields right, {invented} residents invented\n{report}");
        Assert.True(fields > 0 && wrong <= 0.05 * fields, $"{wrong} of {fields} fields wrong");
        Assert.Equal(0, invented);
    }

    private sealed record Expected(int Condominium, string[] Row)
    {
        public Asked Asked => Row[0].Length == 0 ? Asked.Open : Enum.Parse<Asked>(Row[0], ignoreCase: true);

        public string[] Fields => Row[1..5];

        public string Text => Row[5];

        /// <summary>An unknown intent is empty where something else was asked.</summary>
        public string IntentOf(VisitIntent intent) => intent switch
        {
            VisitIntent.Delivery => "entrega",
            VisitIntent.Visit => "visita",
            VisitIntent.Service => "servico",
            _ => Asked is Asked.Open or Asked.Intent ? "desconhecido" : "",
        };
    }
}
