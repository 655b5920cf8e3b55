using Ramais.Server.Load;

namespace Ramais.Server.Tests.Load;

public sealed class SendingClockTests
{
    private const int Frequency = 1000; // so that the figures below are milliseconds

    [Fact]
    public void Turns_on_the_grid_are_in_time() => Assert.Equal([0, 0, 0, 0], Lateness(0, 20, 40, 60));

    [Fact]
    public void The_second_turn_sets_the_grid() => Assert.Equal([0, 0, 0, 3], Lateness(0, 6, 26, 49));

    [Fact]
    public void A_stall_is_late_and_the_grid_stays() => Assert.Equal([0, 0, 45, 0, 1], Lateness(0, 20, 85, 100, 121));

    [Fact]
    public void An_earlier_turn_pulls_the_grid_to_itself() => Assert.Equal([0, 0, 0, 7], Lateness(0, 27, 40, 67));

    private static long[] Lateness(params int[] turns)
    {
        var clock = new SendingClock();
        return [.. turns.Select(turn => clock.Late(turn, Frequency))];
    }
}
