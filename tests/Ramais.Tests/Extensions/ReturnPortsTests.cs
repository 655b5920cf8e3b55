using System.Collections.Immutable;
using CsCheck;
using Ramais.Extensions;
using Ramais.Listeners;
using Ramais.Testing;

namespace Ramais.Tests.Extensions;

public sealed class ReturnPortsTests
{
    private static readonly PortRange Range = new(9000, 9003);
    private static readonly ImmutableSortedDictionary<int, int> Nothing = ImmutableSortedDictionary<int, int>.Empty;

    [Fact]
    public void Only_rows_without_a_return_port_are_given_one_and_never_a_configured_one() =>
        Assert.Equal([KeyValuePair.Create(2, 9001)], Assign([Rows.Row(1, 9000, 9002), Rows.Row(2, 8102)], Nothing));

    [Fact]
    public void A_port_once_given_is_given_again()
    {
        var remembered = Nothing.Add(2, 9003);
        Assert.Equal(9003, Assign([Rows.Row(1, 8101), Rows.Row(2, 8102)], remembered)[2]);
    }

    [Fact]
    public void A_port_that_a_row_now_configures_is_given_up() =>
        Assert.Equal(9000, Assign([Rows.Row(1, 9003, 8101), Rows.Row(2, 8102)], Nothing.Add(2, 9003))[2]);

    [Fact]
    public void A_range_that_is_too_small_leaves_the_last_without()
    {
        var given = Assign([.. Enumerable.Range(1, 5).Select(i => Rows.Row(i, 8100 + i))], Nothing);
        Assert.Equal([1, 2, 3, 4], given.Keys);
    }

    [Fact]
    public void Whatever_comes_and_goes_ports_are_distinct_and_those_that_stay_keep_theirs() =>
        Gen.Select(Gen.Int[1, 9].HashSet[0, 6], Gen.Int[1, 9].HashSet[0, 6]).Sample((before, after) =>
        {
            var range = new PortRange(9000, 9020);
            var first = ReturnPorts.Assign(Extensions(before), before, Nothing, range);
            var second = ReturnPorts.Assign(Extensions(after), after, first, range);
            Assert.Equal(after.Order(), second.Keys);
            Assert.Equal(second.Count, second.Values.Distinct().Count());
            Assert.All(before.Intersect(after), id => Assert.Equal(first[id], second[id]));
        });

    [Fact]
    public void What_was_given_survives_a_restart_and_a_broken_file_only_costs_the_memory()
    {
        using var folder = new TemporaryFolder();
        var (path, log) = (folder.File("portas_retorno.json"), new RecordingLogger<ReturnPortFile>());
        new ReturnPortFile(path, log).Save(Nothing.Add(7, 9002));
        Assert.Equal(9002, new ReturnPortFile(path, log).Load()[7]);
        File.WriteAllText(path, "{\"7\":");
        Assert.Empty(new ReturnPortFile(path, log).Load());
        Assert.Single(log.Warnings);
    }

    private static ImmutableArray<Extension> Extensions(IEnumerable<int> ids) => [.. ids.Order().Select(i => Rows.Served(Rows.Row(i, 8100 + i)))];

    private static ImmutableSortedDictionary<int, int> Assign(ExtensionRow[] rows, ImmutableSortedDictionary<int, int> remembered) =>
        ReturnPorts.Assign([.. rows.Select(Rows.Served)], rows.Select(r => r.Id).ToHashSet(), remembered, Range);
}
