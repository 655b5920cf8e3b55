using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ramais.Calls;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Calls;

public sealed class AdmissionTests
{
    private const int RestsALook = 100;

    private static readonly TimeSpan Arriving = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan Reopening = (AdmissionRule.LooksToOpen + 1) * Admission.Look;

    [Fact]
    public void Of_twice_as_many_as_it_carries_a_machine_lets_in_what_it_carries_and_those_inside_miss_nothing() => Run(async (house, machine, admission) =>
    {
        const int Carries = 80;
        machine.State = legs => (legs > Carries ? 0.1 : 0, RestsALook);
        var phones = await ArriveAsync(house, 2 * Carries);

        var inside = phones.Where(phone => !phone.Ended.IsCompleted).ToList();
        var outside = phones.Except(inside).ToList();
        Assert.InRange(inside.Count, Carries + 1, Carries + 8); // ten a second, for two looks and what is left of one
        Assert.Equal(outside.Count, admission.TurnedAway);
        Assert.All(outside, phone => Assert.Equal(("hangup", 0), (phone.Ended.Result, phone.MessagesReceived)));
        Assert.All(inside, phone => Assert.InRange(phone.LongestGap.TotalMilliseconds, 1, 20));

        foreach (var phone in inside.Skip(Carries / 2))
            phone.HangUp();
        await house.PassAsync(Reopening.TotalSeconds);
        var next = house.Visitor(Gatehouse.NewId(1000));
        await next.HearsAsync("visitor.greeting");
        foreach (var phone in inside.Take(Carries / 2).Append(next))
            phone.HangUp();
    });

    [Fact]
    public void A_machine_without_rest_lets_in_one_at_a_look_and_is_never_late() => Run(async (house, machine, admission) =>
    {
        const int Rests = 60;
        machine.State = legs => (0, legs > Rests ? 0 : RestsALook);
        var phones = await ArriveAsync(house, 2 * Rests);

        var looks = Rests * Arriving / Admission.Look;
        var inside = phones.Where(phone => !phone.Ended.IsCompleted).ToList();
        Assert.InRange(inside.Count, Rests + 1 + (looks * 0.9), Rests + 5 + looks);
        Assert.Equal(phones.Count - inside.Count, admission.TurnedAway);
        inside.ForEach(phone => phone.HangUp());
    });

    [Fact]
    public void A_full_machine_sends_the_visitor_back_and_lets_the_resident_in() => Run(async (house, machine, admission) =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(house);
        machine.State = _ => (0.1, 0);
        await house.PassAsync((AdmissionRule.LooksToClose + 1) * Admission.Look.TotalSeconds);
        Assert.False(admission.IsOpen);
        var outside = house.Visitor(Gatehouse.NewId(2));
        Assert.Equal("hangup", await outside.Ended);
        Assert.Empty(outside.Heard);
        Assert.Null(house.Calls.Find(Gatehouse.NewId(2)));
        Assert.Equal(1, admission.TurnedAway);

        var resident = house.Resident();
        await resident.HearsAsync("resident.ask");
        Assert.False(visitor.Ended.IsCompleted);
        Assert.False(admission.IsOpen);

        machine.State = _ => (0, RestsALook);
        await house.PassAsync(Reopening.TotalSeconds);
        Assert.True(admission.IsOpen);
        var next = house.Visitor(Gatehouse.NewId(3));
        await next.HearsAsync("visitor.greeting");
        foreach (var phone in new[] { visitor, next })
            phone.HangUp();
    }, others: 1000);

    [Fact]
    public void One_line_a_minute_tells_how_many_were_turned_away()
    {
        var log = new ListLogger<Admission>();
        Run(async (house, machine, admission) =>
        {
            machine.State = _ => (0.1, 0);
            await house.PassAsync(1);
            Assert.Empty(log.All);
            for (var visitor = 0; visitor < 100; visitor++)
            {
                Assert.False(admission.Admits());
                await house.PassAsync(1);
            }
        }, others: 1000, log);
        Assert.Collection(
            log.All,
            first => Assert.StartsWith("Ligações devolvidas ao plano de discagem: 1, porque com 1000 pernas", first, StringComparison.Ordinal),
            second => Assert.StartsWith("Ligações devolvidas ao plano de discagem: 60,", second, StringComparison.Ordinal));
    }

    private static async Task<List<SimulatedPhone>> ArriveAsync(Gatehouse house, int count)
    {
        var phones = new List<SimulatedPhone>();
        for (; phones.Count < count; await house.PassAsync(Arriving.TotalSeconds))
            phones.Add(house.Visitor(Gatehouse.NewId(phones.Count)));
        return phones;
    }

    /// <param name="script">What happens; every phone is down when it ends, or soon after.</param>
    /// <param name="others">Legs of the machine beside the house's calls.</param>
    /// <param name="log">Where the admission writes.</param>
    private static void Run(Func<Gatehouse, Machine, Admission, Task> script, int others = 0, ILogger<Admission>? log = null) => VirtualTime.Run(async clock =>
    {
        var machine = new Machine(others);
        var admission = new Admission(machine.Look, clock, log ?? NullLogger<Admission>.Instance);
        var house = new Gatehouse(clock, admission: admission);
        machine.Calls = house.Calls;
        using var stop = new CancellationTokenSource();
        var watching = admission.RunAsync(stop.Token);
        await script(house, machine, admission);
        stop.Cancel();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await house.QuietAsync();
    });

    private sealed class Machine(int others)
    {
        private PacingStatistics _sum = new(0, 0, 0, 0, TimeSpan.Zero, 0, 1);

        public CallRegistry? Calls { get; set; }

        /// <summary>What share of its ticks is late, and how often it rests in a look, with so many legs.</summary>
        public Func<int, (double Late, int Rests)> State { get; set; } = _ => (0, RestsALook);

        public PacingStatistics Look()
        {
            var legs = others + (Calls?.LiveCount ?? 0);
            var ticks = legs * 50;
            var (late, rests) = State(legs);
            return _sum = _sum with
            {
                Entries = legs,
                Ticks = _sum.Ticks + ticks,
                LaterThan10Ms = _sum.LaterThan10Ms + (long)(late * ticks),
                Rests = _sum.Rests + rests,
            };
        }
    }
}
