using System.Net;
using CsCheck;
using Ramais.Calls;
using Ramais.Extensions;
using Ramais.Listeners;

namespace Ramais.Tests.Listeners;

public sealed class ListenerPlanTests
{
    [Fact]
    public void Carrying_out_the_plan_gives_what_is_wanted_and_touches_nothing_else() =>
        Gen.Select(RandomListeners, RandomListeners).Sample((open, wanted) =>
        {
            var plan = ListenerPlan.Between(open, wanted);
            var (sockets, touched) = CarryOut(plan, open);
            Assert.Equal(Sorted(wanted), Sorted(sockets.Values));
            var untouched = open.Intersect(wanted).Select(w => w.EndPoint.Port);
            Assert.Empty(untouched.Intersect(touched));
        });

    [Fact]
    public void A_relabelled_end_point_is_neither_opened_nor_closed() =>
        Gen.Select(RandomListeners, RandomListeners).Sample((open, wanted) =>
        {
            var plan = ListenerPlan.Between(open, wanted);
            var kept = open.Select(o => o.EndPoint).Intersect(wanted.Select(w => w.EndPoint)).ToHashSet();
            var rebound = plan.Open.Concat(plan.Close).Concat(plan.Replace.Select(r => r.New)).Select(w => w.EndPoint);
            Assert.Empty(kept.Intersect(rebound));
        });

    /// <summary>A model of the machine: a port is bound once, on one address, and must be free to be opened.</summary>
    private static (Dictionary<int, WantedListener> Sockets, HashSet<int> Touched) CarryOut(ListenerPlan plan, WantedListener[] open)
    {
        var sockets = open.ToDictionary(o => o.EndPoint.Port);
        var touched = new HashSet<int>();
        foreach (var (old, _) in plan.Replace)
            Assert.True(sockets.Remove(old.EndPoint.Port));
        foreach (var listener in plan.Open.Concat(plan.Replace.Select(r => r.New)))
            sockets.Add(listener.EndPoint.Port, listener);
        foreach (var listener in plan.Relabel)
            sockets[listener.EndPoint.Port] = sockets[listener.EndPoint.Port] with { Label = listener.Label };
        foreach (var old in plan.Close)
            Assert.True(sockets.Remove(old.EndPoint.Port));
        touched.UnionWith(plan.Open.Concat(plan.Close).Concat(plan.Relabel).Concat(plan.Replace.Select(r => r.New)).Select(w => w.EndPoint.Port));
        return (sockets, touched);
    }

    private static IEnumerable<string> Sorted(IEnumerable<WantedListener> listeners) => listeners.Select(l => l.ToString()).Order(StringComparer.Ordinal);

    private static readonly Gen<WantedListener[]> RandomListeners =
        Gen.Select(Gen.Int[1, 8], Gen.Int[8101, 8112], Gen.Bool, Gen.Bool, Gen.Int[15, 16])
            .Select((id, port, any, visitor, condominium) => new WantedListener(
                new IPEndPoint(any ? IPAddress.Any : IPAddress.Loopback, port),
                new ListenerLabel(new Extension(id, $"{id}", $"{id}0", "0.0.0.0", port, null, condominium), visitor ? LegRole.Visitor : LegRole.Resident)))
            .Array[0, 12]
            .Select(listeners => listeners.DistinctBy(l => l.EndPoint.Port).ToArray());
}
