using System.Net.Sockets;
using Ramais.AudioSocket;

namespace Ramais.Server.Load;

/// <summary>
/// One connected leg. Receiving is a chain of completions that allocates nothing and takes the time before it does anything else; sending
/// is the sender thread's.
/// </summary>
internal sealed class LoadLeg : IDisposable
{
    private const int ReceiveBytes = 4096;

    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly LoadStatistics _statistics;
    private readonly SocketAsyncEventArgs _receive = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _connectedUs;
    private ArrivalMeter _meter;
    private MessageScanner _scanner;
    private volatile bool _over;

    /// <param name="socket">Connected; this leg owns it.</param>
    /// <param name="message">Where in the common audio this leg begins.</param>
    /// <param name="time">The clock of all figures.</param>
    /// <param name="statistics">Where they go.</param>
    public LoadLeg(Socket socket, long message, TimeProvider time, LoadStatistics statistics)
    {
        (_socket, _time, _statistics, NextMessage) = (socket, time, statistics, message);
        _connectedUs = NowUs();
        _receive.SetBuffer(new byte[ReceiveBytes]);
        _receive.Completed += (_, _) => ReceiveAll();
    }

    /// <summary>The sender's place in the common audio.</summary>
    public long NextMessage { get; set; }

    /// <summary>Whether it sends and counts no more.</summary>
    public bool Over => _over;

    /// <summary>Whether any audio has come.</summary>
    public bool HeardAnything { get; private set; }

    /// <summary>Completed when the server has ended the connection.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Sends the UUID and begins to receive.</summary>
    public void Start(Guid id)
    {
        Span<byte> uuid = stackalloc byte[AudioSocketCodec.HeaderLength + 16];
        uuid[0] = (byte)AudioSocketMessageType.Uuid;
        uuid[2] = 16;
        id.TryWriteBytes(uuid[AudioSocketCodec.HeaderLength..], bigEndian: true, out _);
        _socket.Blocking = false;
        TrySend(uuid);
        if (!_socket.ReceiveAsync(_receive))
            ReceiveAll();
    }

    /// <summary>Sends one whole message if the connection takes it at once; what is refused is dropped, as by a phone.</summary>
    public void TrySend(ReadOnlySpan<byte> message)
    {
        var sent = _socket.Send(message, SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
            _statistics.AddBlockedSend();
        else if (error != SocketError.Success || sent != message.Length)
            End();
    }

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
        _socket.Dispose();
        _receive.Dispose();
    }

    private void ReceiveAll()
    {
        try
        {
            while (TakeReceived() && !_socket.ReceiveAsync(_receive))
            {
            }
        }
        catch (ObjectDisposedException)
        {
            End();
        }
    }

    private bool TakeReceived()
    {
        var now = NowUs();
        if (_receive.SocketError != SocketError.Success || _receive.BytesTransferred == 0)
            return End();
        for (var messages = _scanner.Scan(_receive.MemoryBuffer.Span[.._receive.BytesTransferred]); messages > 0; messages--)
            TakeMessage(now);
        return !_scanner.HungUp || End();
    }

    private void TakeMessage(long now)
    {
        if (!HeardAnything)
            _statistics.FirstFrame.Add(now - _connectedUs);
        HeardAnything = true;
        var (late, deviation) = _meter.Add(now);
        if (!_over)
            _statistics.AddFrame(late, deviation);
    }

    private bool End()
    {
        _over = true;
        _ended.TrySetResult();
        return false;
    }

    private long NowUs() => (long)(_time.GetTimestamp() * (1_000_000.0 / _time.TimestampFrequency));
}
