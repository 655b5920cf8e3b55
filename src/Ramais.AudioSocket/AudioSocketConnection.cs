using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Ramais.AudioSocket;

/// <summary>
/// One accepted connection: one party of one call. Use it in this order: <see cref="HandshakeAsync"/>; then <see cref="ReceiveAsync"/> beside
/// <see cref="TryWriteAudio"/> every 20 ms; then <see cref="HangUpAsync"/>; <see cref="DisposeAsync"/> at the end in every case.
/// </summary>
/// <remarks>
/// Asterisk hangs up a call on which it has neither sent nor received a frame for 2 s, so send silence when there is nothing to say; it does
/// not pace what it gets, so send in real time (<c>apps/app_audiosocket.c</c>, <c>res/res_audiosocket.c</c>).
/// </remarks>
public sealed class AudioSocketConnection : IAsyncDisposable
{
    // Asterisk closes within a frame of the 0x00. Half the time is for that; the other half for a peer that only understands a FIN.
    private static readonly TimeSpan HalfCloseAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(1);

    private readonly ConnectionContext _connection;
    private readonly TimeProvider _time;
    private readonly AudioSocketInput _input;
    private readonly AudioSocketOutput _output;
    private readonly PlayoutClock _playout;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _ending;
    private volatile bool _local; // this side decided to end it
    private long _refusedWrites;

    /// <summary>Takes over an accepted connection.</summary>
    /// <param name="connection">The transport's connection; disposed with this object.</param>
    /// <param name="time">The clock of limits and of play-out.</param>
    public AudioSocketConnection(ConnectionContext connection, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(time);
        _connection = connection;
        _time = time;
        _input = new(connection.Transport.Input);
        _output = new(connection.Transport.Output);
        _playout = new(time);
    }

    /// <summary>The call's UUID; <see cref="Guid.Empty"/> until <see cref="HandshakeAsync"/> has returned.</summary>
    public Guid Id { get; private set; }

    /// <summary>The peer's address, when the transport knows it.</summary>
    public EndPoint? RemoteEndPoint => _connection.RemoteEndPoint;

    /// <summary>Whole messages received, of any type.</summary>
    public long MessagesReceived => _input.Messages;

    /// <summary>Bytes of whole messages received, headers included.</summary>
    public long BytesReceived => _input.Bytes;

    /// <summary>Messages sent: handed to the transport.</summary>
    public long MessagesSent => _output.Messages;

    /// <summary>Bytes sent, headers included.</summary>
    public long BytesSent => _output.Bytes;

    /// <summary>Audio messages that <see cref="TryWriteAudio"/> refused. A number that grows is a peer that does not read.</summary>
    public long RefusedWrites => Volatile.Read(ref _refusedWrites);

    /// <summary>Time until the peer, playing in real time, will have played all audio that was sent; zero when it has.</summary>
    public TimeSpan PlayoutRemaining => _playout.Remaining;

    /// <summary>Waits for the UUID, the first message of every connection. Audio that came with it is kept for <see cref="ReceiveAsync"/>.</summary>
    /// <param name="limit">The longest wait; 2 s is plenty, Asterisk sends it within a millisecond (<c>res/res_audiosocket.c</c>).</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The UUID, also kept in <see cref="Id"/>.</returns>
    /// <exception cref="AudioSocketHandshakeException">No UUID in time, the connection ended, another message came first, or a wrong length.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public async ValueTask<Guid> HandshakeAsync(TimeSpan limit, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(limit, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation, _closing.Token);
        if (await _input.ReadIdAsync(stop.Token) is { } id)
            return Id = id;
        cancellation.ThrowIfCancellationRequested();
        throw _local
            ? new AudioSocketHandshakeException(AudioSocketHandshakeFailure.Closed, "The connection was closed by this side before a UUID came.")
            : new AudioSocketHandshakeException(AudioSocketHandshakeFailure.TimedOut, $"No UUID came within {limit.TotalSeconds} s of the connection.");
    }

    /// <summary>
    /// The one receive loop. Any length of message, split or merged in any way; audio as contiguous spans without a trailing half sample; keys
    /// that are not keys, further UUIDs and unknown types are skipped. Nothing is allocated per message.
    /// </summary>
    /// <param name="receiver">Called for each message, in order. An exception that it throws ends the loop and passes through.</param>
    /// <param name="cancellation">Ends the loop; the connection stays open.</param>
    /// <returns>
    /// How the peer's side ended; <see cref="AudioSocketEnd.Local"/> when it was cancelled or this side hung up, aborted or disposed. Never
    /// throws for what a peer does.
    /// </returns>
    /// <exception cref="InvalidOperationException">The connection is being read already.</exception>
    public async Task<AudioSocketEnd> ReceiveAsync(IAudioSocketReceiver receiver, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _closing.Token);
        var end = await _input.RunAsync(receiver, stop.Token);
        return _local ? AudioSocketEnd.Local : end;
    }

    /// <summary>Makes the receive loop call <see cref="IAudioSocketReceiver.OnWake"/> soon; several calls may become one. Any thread.</summary>
    public void WakeReceiver() => _input.Wake();

    /// <summary>
    /// Writes one audio message, header and payload in one piece, without waiting. One writer at a time. Messages of 20 ms are what Asterisk
    /// expects; it drops those over 16,192 bytes.
    /// </summary>
    /// <param name="sampleRate">Samples a second, one of <see cref="AudioSocketRates"/>.</param>
    /// <param name="pcm">Signed 16-bit little-endian mono: an even number of bytes, 2 to 65,534.</param>
    /// <returns>
    /// <see langword="false"/> when the message was not sent: the previous one still waits for the peer to read, or the connection is over.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The protocol has no type for the rate.</exception>
    /// <exception cref="ArgumentException">The audio is empty (Asterisk hangs up on it), holds half a sample, or is too long.</exception>
    public bool TryWriteAudio(int sampleRate, ReadOnlySpan<byte> pcm)
    {
        var type = AudioSocketRates.GetMessageType(sampleRate);
        AudioSocketRates.ThrowIfNotWholeSamples(pcm.Length);
        if (!_local && _output.TryWrite(type, pcm))
        {
            _playout.Add(pcm.Length / sizeof(short), sampleRate);
            return true;
        }
        Volatile.Write(ref _refusedWrites, _refusedWrites + 1);
        return false;
    }

    /// <summary>
    /// Ends the call as Asterisk likes it, so that it goes on in its dialplan: waits until what was sent has been played, sends 0x00, goes on
    /// reading and dropping until the peer closes (at most 1 s), then closes with FIN. Unread input would turn that FIN into an RST, and an
    /// RST hangs up the channel. Works with <see cref="ReceiveAsync"/> running or not; from now on its receiver is not called.
    /// </summary>
    /// <param name="cancellation">Cuts the play-out short; the 0x00 and the close follow at once and properly. Not an error.</param>
    /// <returns>A task that ends when the connection is closed and disposed. A second call, or a dispose, waits for the first.</returns>
    public async ValueTask HangUpAsync(CancellationToken cancellation)
    {
        if (!TryBeginEnd())
        {
            await _ended.Task;
            return;
        }
        try
        {
            await SayGoodbyeAsync(cancellation);
        }
        finally
        {
            await CloseAsync();
        }
    }

    /// <summary>Closes at once, without 0x00, throwing away what was not sent. The peer sees an RST. Any thread.</summary>
    public void Abort()
    {
        _local = true;
        _connection.Abort(new ConnectionAbortedException("The connection was aborted by this side."));
        _closing.Cancel();
    }

    /// <summary>
    /// Closes without 0x00 and without waiting for play-out, unless it is closed already; waits for a hang-up in progress. The peer sees a FIN,
    /// or an RST if it had sent something that was not read.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (TryBeginEnd())
            await CloseAsync();
        else
            await _ended.Task;
    }

    private bool TryBeginEnd()
    {
        _local = true;
        return Interlocked.Exchange(ref _ending, 1) == 0;
    }

    private async ValueTask SayGoodbyeAsync(CancellationToken cancellation)
    {
        var peerLeft = _input.LastEnd is AudioSocketEnd.Hangup or AudioSocketEnd.Closed or AudioSocketEnd.Reset;
        var peer = _input.DrainAsync(_closing.Token);
        if (!peerLeft)
            await peer.WaitQuietlyAsync(_playout.Remaining, _time, cancellation);

        using var limit = new CancellationTokenSource(DrainLimit, _time);
        if (!peerLeft && !peer.IsCompleted)
            await _output.WriteAsync(AudioSocketMessageType.Hangup, default, limit.Token);
        await peer.WaitQuietlyAsync(HalfCloseAfter, _time, limit.Token);
        if (!peer.IsCompleted)
            HalfClose();
        await peer.WaitQuietlyAsync(DrainLimit, _time, limit.Token);
        _closing.Cancel();
        await peer;
    }

    /// <summary>Sends a FIN while reading goes on. Only a socket can; a transport without one closes both ways at the end.</summary>
    private void HalfClose()
    {
        try
        {
            _connection.Features.Get<IConnectionSocketFeature>()?.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (TransportFailure.Is(exception))
        {
            // The peer was faster: the connection is gone, which is what this is about.
        }
    }

    private async ValueTask CloseAsync()
    {
        try
        {
            _closing.Cancel();
            await _input.CompleteAsync();
            await _output.CompleteAsync();
            await DisposeTransportAsync();
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    /// <summary>A transport first sends what is queued; a peer that does not read would keep it for ever.</summary>
    private async ValueTask DisposeTransportAsync()
    {
        var disposal = _connection.DisposeAsync().AsTask();
        await disposal.WaitQuietlyAsync(DrainLimit, _time);
        if (!disposal.IsCompleted)
            _connection.Abort(new ConnectionAbortedException("The peer does not read; what was queued for it is dropped."));
        await disposal;
    }
}
