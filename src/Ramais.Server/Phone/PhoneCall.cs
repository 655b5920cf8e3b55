using System.IO.Pipelines;
using System.Threading.Channels;
using Ramais.Voice;

namespace Ramais.Server.Phone;

/// <summary>
/// One party of a call, as a phone behind Asterisk sounds over AudioSocket: audio every 20 ms, keys, and its lines each in its turn. It
/// knows nothing of the server that it talks to.
/// </summary>
internal sealed class PhoneCall
{
    // How long a side that was hung up on may take to close.
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1);

    // Unbounded: a call has a few events a second, written by loops that must not wait for whoever reads them, if anybody does.
    private readonly Channel<PhoneEvent> _events = Channel.CreateUnbounded<PhoneEvent>();
    private readonly IDuplexPipe _transport;
    private readonly TimeProvider _time;
    private readonly PhoneClock _clock;
    private readonly PhoneReceiver _receiver;
    private readonly PhoneSender _sender;

    /// <param name="transport">A connection just made. Completing its output ends that direction only. The caller disposes it.</param>
    /// <param name="id">The call's UUID.</param>
    /// <param name="time">The clock that paces it.</param>
    /// <param name="settings">How it takes turns.</param>
    /// <param name="record">Whether to keep what it hears.</param>
    public PhoneCall(IDuplexPipe transport, Guid id, TimeProvider time, PhoneSettings settings, bool record = false)
    {
        Id = id;
        _transport = transport;
        _time = time;
        _clock = new(time);
        _receiver = new(transport.Input, _clock, Report, record);
        _sender = new(transport.Output, id, _clock, _receiver, settings, Report);
    }

    public Guid Id { get; }

    /// <summary>What happens, in order; completed after the end.</summary>
    public ChannelReader<PhoneEvent> Events => _events.Reader;

    /// <summary>What was heard, once <see cref="RunAsync"/> has returned.</summary>
    public AudioClip Recording => _receiver.Recording;

    /// <summary>Says or keys a line as soon as it is this side's turn, and waits until it is done.</summary>
    /// <returns>False when the call ended before.</returns>
    public Task<bool> SendAsync(PhoneLine line, CancellationToken cancellation) => _sender.SendAsync(line, cancellation);

    /// <summary>Runs the call until the other side ends it or <paramref name="hangUp"/> is cancelled.</summary>
    public async Task<PhoneEnd> RunAsync(CancellationToken hangUp)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(hangUp);
        var sending = _sender.RunAsync(over.Token);
        var receiving = _receiver.RunAsync();
        await Task.WhenAny(sending, receiving);
        var hungUp = hangUp.IsCancellationRequested;
        over.Cancel();
        var whole = await sending;
        var end = How(await ClosedByOtherAsync(receiving), hungUp, whole);
        await _transport.Input.CompleteAsync();
        Report(new(PhoneEventKind.Ended, _clock.Now, End: end));
        _events.Writer.Complete();
        return end;
    }

    // A reset is told once only, to the direction that touches the socket first; the other then sees a plain end.
    private static PhoneEnd How(PhoneEnd received, bool hungUp, bool sendingWhole) => (received, hungUp, sendingWhole) switch
    {
        (_, true, _) => PhoneEnd.HungUp,
        (PhoneEnd.OtherClosed, _, false) => PhoneEnd.Broken,
        _ => received,
    };

    private async Task<PhoneEnd> ClosedByOtherAsync(Task<PhoneEnd> receiving)
    {
        using var enough = new CancellationTokenSource(CloseLimit, _time);
        using var giveUp = enough.Token.Register(_transport.Input.CancelPendingRead);
        return await receiving;
    }

    private void Report(PhoneEvent happened) => _events.Writer.TryWrite(happened);
}
