using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Ramais.AudioSocket;
using Ramais.Voice;

namespace Ramais.Server.Phone;

/// <summary>The send loop of a phone: the UUID at once, then one message every 20 ms, and its lines when it is its turn.</summary>
internal sealed class PhoneSender(PipeWriter output, Guid id, PhoneClock clock, PhoneReceiver receiver, PhoneSettings settings, Action<PhoneEvent> report)
{
    private const int QueuedLines = 16;

    // A sender that fell further behind than this lets the time pass: a real phone sends no bursts.
    private static readonly TimeSpan MaxBehind = TimeSpan.FromMilliseconds(60);

    private readonly Channel<PendingLine> _lines = Channel.CreateBounded<PendingLine>(new BoundedChannelOptions(QueuedLines) { SingleReader = true });
    private readonly byte[] _frame = new byte[AudioClip.FrameSamples * sizeof(short)];
    private readonly Ear _ear = new(settings.Silence);
    private PendingLine? _line;
    private IEnumerator<PhoneTick>? _ticks;
    private TimeSpan? _ourLast;

    /// <summary>Queues a line and waits until it has been sent.</summary>
    /// <returns>False when the call ended before.</returns>
    public async Task<bool> SendAsync(PhoneLine line, CancellationToken cancellation)
    {
        var pending = new PendingLine(line, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            await _lines.Writer.WriteAsync(pending, cancellation);
        }
        catch (ChannelClosedException)
        {
            return false;
        }
        return await pending.Sent.Task.WaitAsync(cancellation);
    }

    /// <summary>Sends until <paramref name="over"/> is cancelled or the connection takes no more, and closes this direction.</summary>
    /// <returns>False when the connection broke.</returns>
    public async Task<bool> RunAsync(CancellationToken over)
    {
        Exception? broken = null;
        try
        {
            await SendMessagesAsync(over);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or SocketException)
        {
            broken = failure; // in the midst of a message: the rest of it must not follow
        }
        GiveUpLines();
        await output.CompleteAsync(broken);
        return broken is null or OperationCanceledException;
    }

    private async Task SendMessagesAsync(CancellationToken over)
    {
        AudioSocketCodec.Write(output, AudioSocketMessageType.Uuid, id.ToByteArray(bigEndian: true));
        report(new(PhoneEventKind.Connected, clock.Now));
        for (var due = TimeSpan.Zero; await clock.TryWaitUntilAsync(due, over); due += AudioClip.FrameDuration)
        {
            if (clock.Now - due > MaxBehind)
                due = clock.Now;
            Write(NextTick());
            var flushed = await output.FlushAsync(over);
            if (flushed.IsCompleted)
                return;
        }
    }

    private PhoneTick NextTick()
    {
        var now = clock.Now;
        if (_ear.Observe(now, receiver.LastSound) is { } heard)
            report(heard);
        if (_ticks is null && _lines.Reader.TryPeek(out var next) && (next.Line.Interrupts || _ear.IsOurTurn(now, _ourLast, settings.Patience)))
            StartLine(now);
        if (_ticks is null)
            return PhoneTick.Silence;
        if (_ticks.MoveNext())
            return _ticks.Current;
        EndLine(now);
        return PhoneTick.Silence;
    }

    private void StartLine(TimeSpan now)
    {
        _lines.Reader.TryRead(out _line);
        _ticks = _line!.Line.Ticks().GetEnumerator();
        if (_line.Line is SpeechLine speech)
            report(new(PhoneEventKind.SpeechStarted, now, speech.Text));
    }

    private void EndLine(TimeSpan now)
    {
        _ticks?.Dispose();
        _ticks = null;
        _ourLast = now;
        if (_line?.Line is SpeechLine speech)
            report(new(PhoneEventKind.SpeechEnded, now, speech.Text));
        _line?.Sent.SetResult(true);
        _line = null;
    }

    private void Write(PhoneTick tick)
    {
        switch (tick.Kind)
        {
            case PhoneTickKind.Nothing:
                break;
            case PhoneTickKind.Key:
                AudioSocketCodec.Write(output, AudioSocketMessageType.Dtmf, [(byte)tick.Key]);
                report(new(PhoneEventKind.KeySent, clock.Now, tick.Key.ToString()));
                break;
            default:
                Array.Clear(_frame);
                MemoryMarshal.AsBytes(tick.Samples.Span).CopyTo(_frame);
                AudioSocketCodec.Write(output, AudioSocketMessageType.Audio8Khz, _frame);
                break;
        }
    }

    private void GiveUpLines()
    {
        _lines.Writer.Complete();
        _line?.Sent.SetResult(false);
        while (_lines.Reader.TryRead(out var pending))
            pending.Sent.SetResult(false);
    }

    private sealed record PendingLine(PhoneLine Line, TaskCompletionSource<bool> Sent);
}
