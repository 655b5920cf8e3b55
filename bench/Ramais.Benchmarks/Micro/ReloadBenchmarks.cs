using System.Collections.Immutable;
using System.Net;
using BenchmarkDotNet.Attributes;
using Ramais.Benchmarks.Macro;
using Ramais.Extensions;
using Ramais.Listeners;

namespace Ramais.Benchmarks.Micro;

/// <summary>The pure part of a reload: judging the rows and planning the difference, with one row in a hundred moved.</summary>
[MemoryDiagnoser]
public class ReloadBenchmarks
{
    private static readonly HashSet<IPAddress> Machine = [IPAddress.Loopback];
    private ImmutableArray<ExtensionRow> _rows;
    private ImmutableArray<Extension> _open;
    private ImmutableArray<WantedListener> _before;

    [Params(1000, 10000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var before = SampleRows.Of(Rows);
        _rows = SampleRows.Moved(before);
        _open = ExtensionValidator.Validate(before, []).Accepted;
        _before = WantedListener.For(Snapshot(_open), Machine);
    }

    [Benchmark]
    public object Validate() => ExtensionValidator.Validate(_rows, _open);

    [Benchmark]
    public object Plan() => ListenerPlan.Between(_before, WantedListener.For(Snapshot(_open), Machine));

    private static ExtensionSnapshot Snapshot(ImmutableArray<Extension> extensions) =>
        new(extensions, [], ImmutableSortedDictionary<int, int>.Empty, "file", DateTimeOffset.UnixEpoch);
}
