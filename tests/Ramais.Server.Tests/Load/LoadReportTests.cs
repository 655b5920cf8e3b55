using Ramais.Server.Load;

namespace Ramais.Server.Tests.Load;

public class LoadReportTests
{
    private static LoadReport Report(params long[] generatorLateUs)
    {
        var statistics = new LoadStatistics();
        foreach (var late in generatorLateUs)
            statistics.GeneratorLate.Add(late);
        return LoadReport.Of(statistics, connected: 1, failed: 0);
    }

    [Fact]
    public void Is_trusted_when_the_generator_was_in_time() => Assert.True(Report([.. Enumerable.Repeat(1000L, 1000), 19_000]).Trustworthy);

    [Fact]
    public void Is_not_trusted_when_the_generator_itself_stalled() => Assert.False(Report([.. Enumerable.Repeat(1000L, 1000), 25_000]).Trustworthy);

    [Fact]
    public void Is_not_trusted_when_the_generator_was_often_late() =>
        Assert.False(Report([.. Enumerable.Repeat(1000L, 900), .. Enumerable.Repeat(6000L, 100)]).Trustworthy);
}
