using Ramais.Server.Providers;
using Ramais.Testing;

namespace Ramais.Server.Tests.Providers;

/// <summary>What a trial after a pause decides, in virtual time.</summary>
public sealed class ProviderBreakerTests
{
    [Fact]
    public void A_cancelled_trial_decides_nothing_and_the_next_question_is_one() => VirtualTime.Run(async time =>
    {
        var breaker = await OpenAsync(time);
        await Task.Delay(TimeSpan.FromSeconds(15.1), time);
        await CancelAsync(breaker);
        await CancelAsync(breaker);
        Assert.True(breaker.IsOpen); // nothing has been answered yet

        Assert.Equal(ProviderFailure.Timeout, await FailAsync(breaker)); // a trial, which fails: the second pause, as if none had been cancelled
        await Task.Delay(TimeSpan.FromSeconds(29), time);
        Assert.Equal(ProviderFailure.Paused, await FailAsync(breaker));
        await Task.Delay(TimeSpan.FromSeconds(1.1), time);
        await CancelAsync(breaker);
        Assert.Equal(7, await breaker.RunAsync(_ => Task.FromResult(7), default));
        Assert.False(breaker.IsOpen);
    });

    [Fact]
    public void After_a_success_the_pauses_begin_anew() => VirtualTime.Run(async time =>
    {
        var breaker = await OpenAsync(time);
        await Task.Delay(TimeSpan.FromSeconds(15.1), time);
        await CancelAsync(breaker);
        Assert.Equal(7, await breaker.RunAsync(_ => Task.FromResult(7), default));
        while (!breaker.IsOpen)
            await FailAsync(breaker);
        await Task.Delay(TimeSpan.FromSeconds(15.1), time);
        Assert.Equal(ProviderFailure.Timeout, await FailAsync(breaker));
    });

    private static async Task<ProviderBreaker> OpenAsync(TimeProvider time)
    {
        var breaker = new ProviderBreaker(time);
        for (var question = 0; question < 3; question++)
            Assert.Equal(ProviderFailure.Timeout, await FailAsync(breaker));
        Assert.Equal(ProviderFailure.Paused, await FailAsync(breaker));
        return breaker;
    }

    private static async Task<ProviderFailure> FailAsync(ProviderBreaker breaker) => (await Assert.ThrowsAsync<ProviderFailedException>(
        async () => await breaker.RunAsync<int>(_ => throw new ProviderFailedException(ProviderFailure.Timeout), default))).Reason;

    /// <summary>Asks, and takes the question back before there is an answer.</summary>
    private static async Task CancelAsync(ProviderBreaker breaker)
    {
        using var cancelled = new CancellationTokenSource();
        var asking = breaker.RunAsync(
            async cancellation =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
                return 0;
            },
            cancelled.Token);
        cancelled.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await asking);
    }
}
