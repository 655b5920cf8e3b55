using System.Net.Sockets;
using System.Runtime.InteropServices;
using Ramais.AudioSocket;
using Ramais.Server.Media;
using Ramais.Voice;

namespace Ramais.Server.Load;

/// <summary>
/// One connected leg, on the generator's loop: it takes the kernel's time of what arrives, and sends a message every 20 ms.
/// Allocates nothing per message.
/// </summary>
internal sealed class LoadLeg : IEpollTarget, IPaced, IDisposable
{
    [ThreadStatic]
    private static StampedReceiver? _receiver;

    private readonly Socket _socket;
    private readonly MediaLoop _loop;
    private readonly SpeechLikeAudio _audio;
    private readonly TimeProvider _time;
    private readonly LoadStatistics _statistics;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _greetedUs;
    private readonly int _slot;
    private ArrivalMeter _meter;
    private MessageScanner _scanner;
    private SendingClock _sending;
    private long _nextMessage;
    private volatile bool _over;

    /// <param name="socket">Connected and non-blocking; this leg owns it.</param>
    /// <param name="id">The call's UUID.</param>
    /// <param name="message">Where in the common audio this leg begins.</param>
    /// <param name="generator">What all legs share.</param>
    public LoadLeg(Socket socket, Guid id, long message, LoadGenerator generator)
    {
        (_socket, _loop, _audio, _nextMessage) = (socket, generator.Loop, generator.Audio, message);
        (_time, _statistics) = (generator.Time, generator.Statistics);
        StampedReceiver.Enable(socket.SafeHandle);
        _greetedUs = SendUuid(id);
        _slot = _loop.Epoll.Add(socket.SafeHandle, this); // from here on the loop calls
        _loop.Add(this);
    }

    /// <summary>Whether any audio has come.</summary>
    public bool HeardAnything { get; private set; }

    /// <summary>Completed when the server has ended the connection.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Ends this side as Asterisk does, by FIN; <see cref="Ended"/> follows when the server has closed too.</summary>
    public void HangUp()
    {
        _over = true;
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            End(); // the server has reset it meanwhile
        }
    }

    public void Dispose()
    {
        _over = true;
        _statistics.AddClock(_meter.SpanUs, _meter.AheadUs);
        _loop.Epoll.Remove(_slot);
        _socket.Dispose();
    }

    void IEpollTarget.OnReady(int flags)
    {
        try
        {
            while (!_ended.Task.IsCompleted && TryReceive(flags))
            {
            }
        }
        catch (ObjectDisposedException)
        {
            End();
        }
    }

    bool IPaced.Tick(long timestamp, int messages)
    {
        if (_over)
            return false;
        try
        {
            _statistics.GeneratorLate.Add(Microseconds(_sending.Late(timestamp, _time.TimestampFrequency)));
            for (; messages > 0; messages--)
                Send(_audio[_nextMessage++]);
            return !_over;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    /// <returns>When it was sent. A thread that loses its core between connecting and this is not the server's lateness.</returns>
    private long SendUuid(Guid id)
    {
        Span<byte> uuid = stackalloc byte[AudioSocketCodec.HeaderLength + 16];
        uuid[0] = (byte)AudioSocketMessageType.Uuid;
        uuid[2] = 16;
        id.TryWriteBytes(uuid[AudioSocketCodec.HeaderLength..], bigEndian: true, out _);
        var now = NowUs();
        Send(uuid);
        return now;
    }

    /// <summary>One whole message if the connection takes it at once; what is refused is dropped, as by a phone.</summary>
    private void Send(ReadOnlySpan<byte> message)
    {
        var sent = Posix.Send(_socket.SafeHandle, ref MemoryMarshal.GetReference(message), message.Length, Posix.NoSignal);
        if (sent < 0 && Marshal.GetLastPInvokeError() == Posix.Again)
            _statistics.AddBlockedSend();
        else if (sent != message.Length)
            End();
    }

    /// <returns>Whether there may be more.</returns>
    private bool TryReceive(int flags)
    {
        var received = (_receiver ??= new()).Receive(_socket.SafeHandle, out var count, out var arrived);
        if (count < 0 && Marshal.GetLastPInvokeError() is Posix.Again or Posix.Interrupted)
            return Marshal.GetLastPInvokeError() == Posix.Interrupted;
        if (count <= 0)
            return End();
        for (var messages = _scanner.Scan(received); messages > 0; messages--)
            TakeMessage(arrived ?? NowUs());
        if (_scanner.HungUp)
            return End();
        return StampedReceiver.WasFull(count) || (flags & ~(Posix.EpollIn | Posix.EpollOut)) != 0; // an end makes no edge of its own behind the last bytes
    }

    private void TakeMessage(long arrived)
    {
        if (!HeardAnything)
            _statistics.FirstFrame.Add(arrived - _greetedUs);
        HeardAnything = true;
        var (late, deviation) = _meter.Add(arrived);
        if (!_over)
            _statistics.AddFrame(late, deviation);
    }

    private bool End()
    {
        _over = true;
        _ended.TrySetResult();
        return false;
    }

    /// <summary>On the clock of the kernel's stamps.</summary>
    private long NowUs() => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private long Microseconds(long timestamp) => (long)(timestamp * (1_000_000.0 / _time.TimestampFrequency));
}
