using System.Diagnostics.Metrics;
using Ramais.Server.Providers;
using Ramais.Server.Speech;
using Ramais.Server.Tests.Ai;
using Ramais.Testing;

namespace Ramais.Server.Tests.Speech;

/// <summary>Servers that take their time, with a clock that the test moves.</summary>
public sealed class RecogniserLimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(RecogniserStubs.All), MemberType = typeof(RecogniserStubs))]
    public async Task A_server_that_never_answers_is_left_four_seconds_after_the_end_of_speech(string name)
    {
        await using var stub = RecogniserStubs.Silent(name);
        var clock = new VirtualTimeProvider();
        using var meter = new Meter("Ramais");
        var metrics = new SpeechMetrics(meter);
        using var guarded = new GuardedRecogniser(
            SpeechHosting.Recogniser(stub.Settings, TimeProvider.System), TimeSpan.FromSeconds(4), clock, metrics, new RecordingLogger<GuardedRecogniser>());
        using var audio = SpeechSamples.Whole();
        var recognising = guarded.RecogniseAsync(audio, SpeechSamples.Context, Cancellation);
        Assert.False(clock.TryFireNext(TimeSpan.FromSeconds(3.99)));
        Assert.True(clock.TryFireNext(TimeSpan.FromSeconds(4)));
        Assert.Equal(ProviderFailure.Timeout, (await Assert.ThrowsAsync<ProviderFailedException>(() => recognising)).Reason);
    }

    [Theory]
    [InlineData("vosk")]
    [InlineData("deepgram")]
    public async Task A_handshake_that_never_ends_is_left_after_two_seconds_of_speech(string name)
    {
        await using var stub = RecogniserStubs.Http(name, StubServer.Never);
        var clock = new VirtualTimeProvider();
        using var recogniser = SpeechHosting.Recogniser(stub.Settings, clock);
        using var audio = new UtteranceAudio();
        var recognising = recogniser.RecogniseAsync(audio, SpeechSamples.Context, Cancellation);
        Assert.False(clock.TryFireNext(TimeSpan.FromSeconds(1.99)));
        Assert.True(clock.TryFireNext(WebSocketLink.ConnectLimit));
        Assert.Equal(ProviderFailure.Timeout, (await Assert.ThrowsAsync<ProviderFailedException>(() => recognising)).Reason);
    }

    [Theory]
    [MemberData(nameof(RecogniserStubs.All), MemberType = typeof(RecogniserStubs))]
    public async Task A_party_that_leaves_leaves_the_server_too(string name)
    {
        await using var stub = RecogniserStubs.Silent(name);
        using var recogniser = SpeechHosting.Recogniser(stub.Settings, TimeProvider.System);
        using var audio = SpeechSamples.Whole();
        using var gone = new CancellationTokenSource();
        var recognising = recogniser.RecogniseAsync(audio, SpeechSamples.Context, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => recognising);
    }
}
