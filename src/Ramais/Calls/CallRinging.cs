using System.Threading.Channels;
using Ramais.ClickToCall;
using Ramais.Conversation;

namespace Ramais.Calls;

/// <summary>
/// The rings of one call that may be sounding. Used by the call's loop alone. A request that has left is waited for, never abandoned: only
/// when its answer is known can a cancel be sure to reach the PBX behind it.
/// </summary>
internal sealed class CallRinging(Call call, CallServices services, ChannelWriter<CallMessage> inbox)
{
    private readonly List<PlacedRing> _placed = [];
    private Task _stopped = Task.CompletedTask;

    /// <summary>Asks for one ring, when those before have been stopped; answered by <see cref="RingAccepted"/> or <see cref="RingFailed"/>.</summary>
    public async Task RingAsync(string phone, int number, LegClock? clock)
    {
        if (!DialableNumber.IsDialable(phone))
        {
            CallLog.NotDialable(services.Log, call.Id, call.Extension.AiNumber);
            Report(new RingFailed(number), clock, "not dialable");
            return;
        }
        Report(null, clock, $"ring {number}");
        var ring = new PlacedRing(new(call.Id, call.Extension, phone, number));
        ring.Placing = PlaceAsync(ring, _stopped);
        _placed.Add(ring);
        try
        {
            await ring.Placing;
            Report(new RingAccepted(), null, "");
        }
        catch (ClickToCallException failure)
        {
            CallLog.RingFailed(services.Log, call.Id, call.Extension.AiNumber, failure.Message);
            Report(new RingFailed(number), clock, "failed");
        }
        catch (OperationCanceledException)
        {
            // stopped before it left
        }
    }

    /// <summary>Stops everything that rings. What was answered stays connected.</summary>
    public Task StopAsync()
    {
        var rings = _placed.ToArray();
        _placed.Clear();
        // A call that ends must still stop the telephone, so nothing cancels this; the transports have a limit of their own.
        return _stopped = Task.WhenAll([_stopped, .. rings.Select(StopAsync)]);
    }

    private async Task PlaceAsync(PlacedRing ring, Task stopped)
    {
        await stopped;
        await services.ClickToCall.RingAsync(ring.Request, ring.GivenUp.Token);
    }

    private async Task StopAsync(PlacedRing ring)
    {
        ring.GivenUp.Cancel();
        if (!await IsTakenAsync(ring.Placing))
            return;
        try
        {
            await services.ClickToCall.CancelAsync(ring.Request, CancellationToken.None);
        }
        catch (ClickToCallException failure)
        {
            CallLog.CancelFailed(services.Log, call.Id, call.Extension.AiNumber, failure.Message);
        }
    }

    private static async Task<bool> IsTakenAsync(Task placing)
    {
        try
        {
            await placing;
            return true;
        }
        catch (Exception untaken) when (untaken is ClickToCallException or OperationCanceledException)
        {
            return false; // reported where it was asked for
        }
    }

    private void Report(ConversationEvent? happened, LegClock? clock, string detail) =>
        inbox.TryWrite(new(happened, clock is null ? null : new TimelineEntry(clock.ElapsedMs, LegRole.Visitor, "ringing", detail)));

    private sealed class PlacedRing(RingRequest request)
    {
        public RingRequest Request { get; } = request;

        /// <summary>Cancelled when the ring is no longer wanted: what has not left by then does not leave.</summary>
        public CancellationTokenSource GivenUp { get; } = new();

        public Task Placing { get; set; } = Task.CompletedTask;
    }
}
