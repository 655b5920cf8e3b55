namespace Ramais.Server.Tests;

/// <summary>A delivery for apartment 501 by keys, as any kind of telephone makes it, driven by what is known of the call.</summary>
/// <param name="state">The call's state; null while there is none.</param>
/// <param name="press">Presses keys as the visitor.</param>
/// <param name="pause">Between two looks.</param>
internal sealed class KeypadOpening(Func<Task<string?>> state, Func<string, Task> press, TimeSpan pause)
{
    /// <summary>Up to where the resident's telephone rings.</summary>
    public async Task RunAsync()
    {
        await UntilAsync("asking_intent");
        await press("1");
        await UntilAsync("asking_apartment");
        await press("501#");
        await GiveNoNameAsync();
    }

    /// <summary>The name is asked for twice; a key ends each recording once it has begun.</summary>
    public async Task GiveNoNameAsync()
    {
        while (await state() is var now && now != "ringing")
        {
            AssertGoesOn(now);
            if (now == "asking_name")
                await press("#");
            await PauseAsync();
        }
    }

    /// <summary>Waits until the conversation is in one of the states.</summary>
    public async Task UntilAsync(params string[] states)
    {
        while (await state() is var now && !states.Contains(now))
        {
            AssertGoesOn(now);
            await PauseAsync();
        }
    }

    private static void AssertGoesOn(string? now) => Assert.True(now != "ended", "The call ended before its time.");

    private Task PauseAsync() => Task.Delay(pause, TimeProvider.System, TestContext.Current.CancellationToken);
}
