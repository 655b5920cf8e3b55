using System.Text.Json;
using System.Text.RegularExpressions;
using Ramais.Conversation;
using Ramais.Directory;
using Ramais.Voice;

namespace Ramais.Tests.Conversation;

public sealed class PromptCatalogTests
{
    private static readonly PromptValues Values = new()
    {
        Condominium = "Residencial Aurora",
        Apartment = "501",
        Visitor = "Marcos",
        Choices = "Para o apartamento B 11, tecle 2.",
        Names = "Marcelo ou Márcio",
        Keys = "1 ou 2",
    };

    public static TheoryData<string> Keys => [.. PromptCatalog.Embedded.Keys];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_sentence_can_be_heard_without_a_synthesizer(string key)
    {
        var recording = ShippedRecordings.Find(key);
        Assert.NotNull(recording);
        Assert.InRange(recording.Duration.TotalSeconds, 0.4, 15);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_variable_of_a_sentence_is_explained_in_the_file(string key)
    {
        using var stream = typeof(PromptCatalog).Assembly.GetManifestResourceStream("prompts.pt-BR.json")!;
        var text = JsonDocument.Parse(stream).RootElement.GetProperty("prompts").GetProperty(key).GetProperty("text").GetString()!;
        Assert.All(Regex.Matches(text, @"\{(\w+)\}"), used => Assert.Contains(used.Groups[1].Value, PromptCatalog.Embedded.Variables));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void No_sentence_leaves_a_variable_unfilled(string key)
    {
        var prompt = PromptCatalog.Embedded.Render(key, Values).Text;
        Assert.DoesNotContain('{', prompt.Text);
        Assert.DoesNotContain('{', prompt.FixedText ?? "");
    }

    [Fact]
    public void What_a_condominium_says_in_every_visit_is_known_beforehand()
    {
        var aurora = new CondominiumDirectory(15, "Residencial Aurora", []) { Greeting = "Bom dia, aqui é o {condominium}. Em que posso ajudar?", Voice = "pt-br+f3" };
        var known = PromptCatalog.Embedded.KnownSentences(aurora).ToList();
        Assert.Superset(
            new HashSet<string>(["Bom dia, aqui é o Residencial Aurora.", "Em que posso ajudar?", "Portaria do Residencial Aurora.", "Há mais de um apartamento com esse número."]),
            known.Select(sentence => sentence.Text).ToHashSet());
        Assert.All(known, sentence => Assert.Equal("pt-br+f3", sentence.Voice));
        Assert.DoesNotContain(known, sentence => sentence.Key is "visitor.reply" or "resident.visitor_name");
        Assert.DoesNotContain(PromptCatalog.Embedded.KnownSentences(null), sentence => sentence.Text.Contains("Portaria do", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_known_beforehand_is_what_a_call_then_says()
    {
        var known = PromptCatalog.Embedded.KnownSentences(new CondominiumDirectory(15, "Residencial Aurora", [])).Select(sentence => sentence.Text).ToHashSet();
        var said = PromptCatalog.Embedded.Keys.SelectMany(key => Sentences.Split(PromptCatalog.Embedded.Render(key, Values).Text.Text)).ToHashSet();
        Assert.Subset(said, known);
    }

    [Fact]
    public void A_sentence_with_variables_has_a_fixed_twin() =>
        Assert.All(PromptCatalog.Embedded.FixedSentences, sentence => Assert.DoesNotContain('{', sentence.Text));

    [Theory]
    [InlineData("visitor.authorized.delivery")]
    [InlineData("visitor.denied.visit")]
    [InlineData("resident.announce.service")]
    public void What_must_be_heard_cannot_be_talked_over(string key) =>
        Assert.False(PromptCatalog.Embedded.Render(key, Values).Interruptible);

    [Theory]
    [InlineData("<speak>oi</speak>")]
    [InlineData("[[h@l'oU]] {choices}")]
    [InlineData("Robert'); drop table")]
    public void What_a_visitor_says_is_reduced_to_plain_words(string name)
    {
        var text = PromptCatalog.Embedded.Render("resident.visitor_name", Values with { Visitor = name }).Text.Text;
        Assert.DoesNotContain(text, letter => letter is '<' or '>' or '[' or ']' or '{' or '}' or '(' or ')' or ';');
    }

    [Fact]
    public void A_long_name_is_cut()
    {
        var text = PromptCatalog.Embedded.Render("resident.visitor_name", Values with { Visitor = new string('a', 500) }).Text.Text;
        Assert.True(text.Length < 100);
    }
}
