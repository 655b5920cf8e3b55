using System.Collections.Immutable;
using Ramais.Directory;
using Ramais.Server.Cli;

namespace Ramais.Server.Tests.Cli;

/// <summary>The lines of <c>nlu reply</c> and <c>nlu visitor</c>, in the shapes that scripts read.</summary>
public sealed class NluCommandsTests
{
    private static readonly CondominiumDirectory Directory = new(15, "Aurora", [new Apartment("501", ["Daniel Prado"], ImmutableArray<string>.Empty)]);

    [Fact]
    public void Replies_come_out_one_json_line_each()
    {
        var output = new StringWriter();

        var exit = NluCommands.Reply(new StringReader("não autorizo\npode \"subir\"\n\nquem é?"), output);

        Assert.Equal(0, exit);
        Assert.Equal(
            [
                """{"text":"não autorizo","answer":"deny"}""",
                """{"text":"pode \"subir\"","answer":"authorize"}""",
                """{"text":"","answer":"unclear"}""",
                """{"text":"quem é?","answer":"question"}""",
            ],
            Lines(output));
    }

    [Fact]
    public void Utterances_come_out_with_every_slot()
    {
        var output = new StringWriter();

        NluCommands.Visitor(new StringReader("\tsou o Zé, vim visitar o Daniel do quinhentos e um\nname\tJoão\n\talô"), output, TextWriter.Null, Directory);

        Assert.Equal(
            [
                """{"text":"sou o Zé, vim visitar o Daniel do quinhentos e um","intent_type":"visita","interlocutor_name":"Zé","apartment_number":"501","resident_name":"Daniel Prado"}""",
                """{"text":"João","intent_type":"","interlocutor_name":"João","apartment_number":"","resident_name":""}""",
                """{"text":"alô","intent_type":"desconhecido","interlocutor_name":"","apartment_number":"","resident_name":""}""",
            ],
            Lines(output));
    }

    [Fact]
    public void A_bad_line_is_named_and_the_rest_goes_on()
    {
        var (output, errors) = (new StringWriter(), new StringWriter());

        var exit = NluCommands.Visitor(new StringReader("sem tabulação\ncolor\tazul\napartment\t501"), output, errors, Directory);

        Assert.Equal(1, exit);
        Assert.Single(Lines(output));
        Assert.Collection(
            Lines(errors),
            line => Assert.StartsWith("linha 1: ", line, StringComparison.Ordinal),
            line => Assert.StartsWith("linha 2: ", line, StringComparison.Ordinal));
    }

    private static string[] Lines(StringWriter writer) => writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
