using System.Text.RegularExpressions;
using CsCheck;
using Ramais.Extensions;
using Ramais.Server.Dialplan;

namespace Ramais.Server.Tests.Dialplan;

public sealed class DialplanTextTests
{
    private static readonly DialplanOptions Plain = new("192.0.2.10", "http://192.0.2.10:8082", SendsKey: false, Fallback: null);

    /// <summary>What a hostile or clumsy row may hold: what ends a value, a line or a section in a dialplan, and what is allowed.</summary>
    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.Char["0123456789+*#"].Array[1, 60].Select(c => new string(c)),
        Gen.Char["0123,;()[]{}$\"'\\?:&|=>\n\r\0_XZN.!é "].Array[0, 12].Select(c => new string(c)),
        Gen.String);

    private static readonly Gen<DialplanEntry> AnyEntry = Gen.Select(
        Gen.Int[1, 9999], AnyText, AnyText, Gen.OneOf(Gen.Const("0.0.0.0"), Gen.Const("::"), Gen.Const("203.0.113.9"), Gen.Const("2001:db8::9"), Gen.Const("fe80::1%2")), Gen.Int[1, 65535], Gen.Int[1, 65535].Select(p => p % 3 == 0 ? null : (int?)p),
        (id, number, back, address, port, other) => new DialplanEntry(new Extension(id, number, back, address, port, null, id), other));

    [Fact]
    public void Whatever_the_rows_hold_the_dialplan_stays_one_and_names_only_plain_numbers() => AnyEntry.Array[0, 8].Sample(entries =>
    {
        var written = DialplanText.Write(entries, Plain with { Fallback = new DialplanTarget("9000", "default") });
        var contexts = DialplanReader.Read(written.Lines);
        var plain = entries.Where(e => IsPlain(e.Extension.AiNumber) && IsPlain(e.Extension.ReturnNumber)).ToList();
        Assert.Equal(plain.Select(e => e.Extension.AiNumber), contexts[DialplanText.VisitorContext].Select(x => x.Number));
        Assert.Equal(plain.Select(e => e.Extension.ReturnNumber), contexts[DialplanText.ReturnContext].Select(x => x.Number));
        Assert.Equal(entries.Length - plain.Count, written.Faults.Length);
    });

    [Fact]
    public void Every_jump_goes_to_a_label_of_the_same_extension() => AnyEntry.Array[0, 8].Sample(entries =>
    {
        var contexts = DialplanReader.Read(DialplanText.Write(entries, Plain with { SendsKey = true, Fallback = new DialplanTarget("9000", "default") }).Lines);
        foreach (var extension in contexts.Values.SelectMany(c => c))
            Assert.All(extension.Steps.Where(s => s.Application == "GotoIf"), s => Assert.Contains(extension.Steps, t => t.Label == s.Arguments[(s.Arguments.LastIndexOf('?') + 1)..]));
    });

    [Fact]
    public void A_visitor_is_answered_gets_a_uuid_and_goes_where_the_route_says_or_else_to_the_configured_port()
    {
        var visitor = Visitor(Plain);
        Assert.Equal(["Answer", "Set", "Set", "Set", "Set", "GotoIf", "Set", "TryExec", "Hangup"], visitor.Applications);
        Assert.StartsWith("UUID=", visitor.Steps[1].Arguments, StringComparison.Ordinal);
        Assert.Equal("DESTINO=${CURL(http://192.0.2.10:8082/api/route/2018519)}", visitor.Steps[4].Arguments);
        Assert.Equal("DESTINO=192.0.2.10:8101", visitor.Steps[6].Arguments);
        Assert.Equal("AudioSocket(${UUID},${DESTINO})", visitor.Arguments("TryExec"));
    }

    [Fact]
    public void The_resident_takes_the_uuid_of_the_channel_and_without_one_is_hung_up_unanswered()
    {
        var back = Return(Plain);
        Assert.Equal("$[\"${RAMAIS_UUID}\" = \"\"]?fim", back.Steps[0].Arguments);
        Assert.Equal("${RAMAIS_UUID},${DESTINO}", back.Arguments("AudioSocket"));
        Assert.Contains("DESTINO=192.0.2.10:8201", back.Steps.Select(s => s.Arguments));
        Assert.Equal("Hangup", back.Steps[^1].Application);
    }

    [Fact]
    public void The_operator_follows_unless_a_resident_decided()
    {
        var visitor = Visitor(Plain with { Fallback = new DialplanTarget("9000", "portaria") });
        Assert.Equal(["TryExec", "GotoIf", "Goto", "Hangup"], visitor.Applications.TakeLast(4));
        Assert.Equal("portaria,9000,1", visitor.Arguments("Goto"));
    }

    [Fact]
    public void The_key_is_a_variable_of_the_pbx_and_only_sent_where_one_is_set()
    {
        Assert.Contains("CURLOPT(httpheader)=X-API-Key: ${RAMAIS_API_KEY}", Visitor(Plain with { SendsKey = true }).Steps.Select(s => s.Arguments));
        Assert.DoesNotContain(Visitor(Plain).Steps, s => s.Arguments.Contains("httpheader", StringComparison.Ordinal));
    }

    [Fact]
    public void An_extension_without_a_return_port_has_only_the_route()
    {
        var entry = Entry("0.0.0.0", returnPort: null);
        var back = DialplanReader.Read(DialplanText.Write([entry], Plain).Lines)[DialplanText.ReturnContext][0];
        Assert.Equal(["GotoIf", "Hangup", "AudioSocket", "Hangup"], back.Applications.TakeLast(4));
    }

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9:8101")]
    [InlineData("127.0.0.1", "127.0.0.1:8101")]
    [InlineData("::", "192.0.2.10:8101")]
    [InlineData("2001:db8::9", "[2001:db8::9]:8101")]
    [InlineData("fe80::1%2", "[fe80::1]:8101")]
    public void A_wildcard_is_replaced_by_the_host_any_other_address_is_where_asterisk_goes(string address, string destination)
    {
        var lines = DialplanText.Write([Entry(address, 8201)], Plain).Lines;
        Assert.Contains($" same => n,Set(DESTINO={destination})", lines);
    }

    [Theory]
    [InlineData("192.0.2.10:8101", true)]
    [InlineData("[2001:db8::9]:8101", true)]
    [InlineData("", false)]
    [InlineData("""{"status":"error","message":"Chave ausente: 401:1"}""", false)]
    [InlineData("<html>502: Bad Gateway</html>", false)]
    [InlineData("192.0.2.10", false)]
    public void Only_an_answer_that_is_host_and_port_is_used(string answer, bool used)
    {
        var test = Visitor(Plain).Arguments("GotoIf");
        var pattern = Regex.Match(test, "^\\${REGEX\\(\"(.+)\" \\${DESTINO}\\)}\\?ligar$").Groups[1].Value;
        // POSIX takes a bracket that comes first as a plain one; .NET wants it escaped.
        Assert.Equal(used, Regex.IsMatch(answer, pattern.Replace("[][", "[\\]\\[", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("9000", "9000@default")]
    [InlineData("*55#@from-internal", "*55#@from-internal")]
    [InlineData("9000@", null)]
    [InlineData("@default", null)]
    [InlineData("9000,1)", null)]
    [InlineData("9000@a,b", null)]
    [InlineData("portaria", null)]
    public void The_fallback_is_a_number_and_perhaps_a_context(string text, string? expected)
    {
        var target = DialplanTarget.TryParse(text);
        Assert.Equal(expected, target is null ? null : $"{target.Number}@{target.Context}");
    }

    [Theory]
    [InlineData("http://192.0.2.10:8082/", "http://192.0.2.10:8082")]
    [InlineData("https://ramais.example/api-gate", "https://ramais.example/api-gate")]
    [InlineData("ftp://192.0.2.10", null)]
    [InlineData("http://a,b", null)]
    [InlineData("http://user:secret@192.0.2.10", null)]
    [InlineData("http://192.0.2.10/${SHELL(id)}", null)]
    [InlineData("192.0.2.10:8082", null)]
    public void The_api_is_a_plain_web_address(string text, string? expected) => Assert.Equal(expected, DialplanSafety.UrlOf(text));

    [Theory]
    [InlineData("192.0.2.10", "192.0.2.10")]
    [InlineData("ramais.example", "ramais.example")]
    [InlineData("2001:db8::1", "[2001:db8::1]")]
    [InlineData("10.1", null)]
    [InlineData("a b", null)]
    [InlineData("a)", null)]
    [InlineData("", null)]
    public void The_host_is_an_address_or_a_name(string text, string? expected) => Assert.Equal(expected, DialplanSafety.HostOf(text));

    private static bool IsPlain(string text) => Regex.IsMatch(text, @"\A[0-9+*#]{1,50}\z");

    private static DialplanEntry Entry(string address, int? returnPort) => new(new Extension(10, "2018519", "2018520", address, 8101, returnPort, 15), returnPort);

    private static DialplanExtension Visitor(DialplanOptions options) => Assert.Single(Contexts(options)[DialplanText.VisitorContext]);

    private static DialplanExtension Return(DialplanOptions options) => Assert.Single(Contexts(options)[DialplanText.ReturnContext]);

    private static Dictionary<string, List<DialplanExtension>> Contexts(DialplanOptions options) =>
        DialplanReader.Read(DialplanText.Write([Entry("0.0.0.0", 8201)], options).Lines);
}
