using CsCheck;
using Ramais.Extensions;

namespace Ramais.Tests.Extensions;

public sealed class ExtensionValidatorTests
{
    private static readonly ExtensionRow Good = new(10, "2018519", "2018520", "0.0.0.0", "8101", "8201", "15");

    [Fact]
    public void A_row_padded_like_the_table_is_read_without_its_blanks()
    {
        var padded = new ExtensionRow(10, "2018519".PadRight(50), "2018520".PadRight(50), "0.0.0.0".PadRight(50), "8101".PadRight(50), "8201".PadRight(50), "15");
        Assert.Equal(new Extension(10, "2018519", "2018520", "0.0.0.0", 8101, 8201, 15), Rows.Served(padded));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("          ")]
    public void A_blank_return_port_is_none(string? port) => Assert.Null(Rows.Served(Good with { ReturnPort = port }).ReturnPort);

    [Theory]
    [InlineData("", "vazia")]
    [InlineData("81o1", "não é um número")]
    [InlineData("8101.0", "não é um número")]
    [InlineData("0", "fora da faixa")]
    [InlineData("-1", "fora da faixa")]
    [InlineData("65536", "fora da faixa")]
    [InlineData("99999999999", "não é um número")]
    public void A_wrong_port_is_named_with_its_value(string port, string reason)
    {
        var rejected = Rejected(Good with { VisitorPort = port });
        var only = Assert.Single(rejected.Reasons);
        Assert.StartsWith("porta_ia", only, StringComparison.Ordinal);
        Assert.Contains(reason, only, StringComparison.Ordinal);
        Assert.False(rejected.Conflict);
    }

    [Theory]
    [InlineData("portaria.local")]
    [InlineData("1")]
    [InlineData("127.1")]
    [InlineData("300.0.0.1")]
    [InlineData("")]
    [InlineData(null)]
    public void An_address_must_be_a_whole_ip(string? address) =>
        Assert.Contains("não é um endereço IP", Assert.Single(Rejected(Good with { Address = address }).Reasons), StringComparison.Ordinal);

    [Theory]
    [InlineData("::")]
    [InlineData("2001:db8::7")]
    [InlineData("203.0.113.9")]
    public void Any_ip_of_either_kind_is_an_address(string address) => Assert.Equal(address, Rows.Served(Good with { Address = address }).Address);

    [Fact]
    public void Every_reason_is_collected()
    {
        var rejected = Rejected(new ExtensionRow(0, " ", null, "x", "a", "70000", null));
        Assert.Equal(7, rejected.Reasons.Length);
    }

    [Fact]
    public void Both_ports_the_same_is_a_fault() =>
        Assert.Contains("a mesma (8101)", Assert.Single(Rejected(Good with { ReturnPort = "8101" }).Reasons), StringComparison.Ordinal);

    [Theory]
    [InlineData("20 18")]
    [InlineData("2018\n519")]
    [InlineData("${EXTEN}")]
    [InlineData("123456789012345678901234567890123456789012345678901")]
    public void A_number_holds_nothing_that_a_dialplan_would_take_for_more(string number) =>
        Assert.StartsWith("ramal_ia", Assert.Single(Rejected(Good with { AiNumber = number }).Reasons), StringComparison.Ordinal);

    [Fact]
    public void A_bad_row_leaves_the_others_alone()
    {
        var result = ExtensionValidator.Validate([Rows.Row(1, 8101), Rows.Row(2, 0), Rows.Row(3, 8103)], []);
        Assert.Equal([1, 3], result.Accepted.Select(e => e.Id));
        Assert.Equal(2, Assert.Single(result.Rejected).Id);
    }

    [Fact]
    public void Of_two_new_rows_the_lowest_id_gets_the_port()
    {
        var result = ExtensionValidator.Validate([Rows.Row(7, 8101), Rows.Row(3, 8101)], []);
        Assert.Equal(3, Assert.Single(result.Accepted).Id);
        var rejected = Assert.Single(result.Rejected);
        Assert.True(rejected.Conflict);
        Assert.Contains("porta 8101 já em uso pelo ramal 2031 (id 3)", Assert.Single(rejected.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void The_one_that_is_open_keeps_its_port_against_a_lower_id()
    {
        var open = Rows.Served(Rows.Row(7, 8101));
        Assert.Equal(7, Assert.Single(ExtensionValidator.Validate([Rows.Row(3, 8101), Rows.Row(7, 8101)], [open]).Accepted).Id);
    }

    [Fact]
    public void A_row_that_gave_its_port_up_holds_it_no_more()
    {
        var open = Rows.Served(Rows.Row(7, 8101));
        var result = ExtensionValidator.Validate([Rows.Row(3, 8101), Rows.Row(7, 8107)], [open]);
        Assert.Equal([3, 7], result.Accepted.Select(e => e.Id));
    }

    [Fact]
    public void A_rejected_row_stands_in_nobodys_way()
    {
        var result = ExtensionValidator.Validate([Rows.Row(1, 8101, 8102), Rows.Row(2, 8102, 8103), Rows.Row(3, 8103, 8104)], []);
        Assert.Equal([1, 3], result.Accepted.Select(e => e.Id));
    }

    [Fact]
    public void Two_rows_that_each_want_what_the_other_holds_leave_one_gate_open()
    {
        Extension[] open = [Rows.Served(Rows.Row(1, 8101, 8102)), Rows.Served(Rows.Row(2, 8103, 8104))];
        var result = ExtensionValidator.Validate([Rows.Row(1, 8101, 8103), Rows.Row(2, 8103, 8101)], open);
        Assert.Equal(1, Assert.Single(result.Accepted).Id);
    }

    [Fact]
    public void An_id_that_comes_twice_is_served_once()
    {
        var result = ExtensionValidator.Validate([Rows.Row(1, 8101), Rows.Row(1, 8102, number: "77")], []);
        Assert.Equal(8101, Assert.Single(result.Accepted).VisitorPort);
        Assert.Contains("id 1 repetido", result.Rejected[0].Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_rows_the_accepted_never_collide_and_judging_again_changes_nothing() =>
        Gen.Select(RandomRows, RandomRows).Sample((before, after) =>
        {
            var open = ExtensionValidator.Validate(before, []).Accepted;
            var first = ExtensionValidator.Validate(after, open);
            var ports = first.Accepted.SelectMany(e => new[] { e.VisitorPort, e.ReturnPort ?? -e.Id }).ToList();
            Assert.Equal(ports.Count, ports.Distinct().Count());
            var numbers = first.Accepted.SelectMany(e => new[] { e.AiNumber, e.ReturnNumber }.Distinct()).ToList();
            Assert.Equal(numbers.Count, numbers.Distinct().Count());
            Assert.Equal(after.Length, first.Accepted.Length + first.Rejected.Length);
            var again = ExtensionValidator.Validate(after, first.Accepted);
            Assert.Equal(first.Accepted, again.Accepted);
        });

    [Fact]
    public void An_unchanged_open_row_is_never_rejected() =>
        Gen.Select(RandomRows, RandomRows).Sample((before, newcomers) =>
        {
            var open = ExtensionValidator.Validate(before, []).Accepted;
            var kept = before.Where(r => open.Any(e => e.Id == r.Id)).DistinctBy(r => r.Id);
            var others = newcomers.Where(n => open.All(e => e.Id != n.Id));
            var after = ExtensionValidator.Validate([.. others, .. kept], open).Accepted;
            Assert.Superset(open.Select(e => e.Id).ToHashSet(), after.Select(e => e.Id).ToHashSet());
        });

    // Few values, so that collisions are the rule.
    private static readonly Gen<ExtensionRow[]> RandomRows =
        Gen.Select(Gen.Int[1, 12], Gen.Int[8100, 8112], Gen.Int[8099, 8112], Gen.Int[1, 12])
            .Select((id, visitor, back, number) => Rows.Row(id, visitor, back == 8099 ? null : back, $"9{number}"))
            .Array[0, 10]
            .Select(rows => rows.DistinctBy(r => r.Id).ToArray());

    private static RejectedRow Rejected(ExtensionRow row) => Assert.Single(ExtensionValidator.Validate([row], []).Rejected);
}
