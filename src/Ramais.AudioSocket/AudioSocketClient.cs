using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Ramais.AudioSocket;

/// <summary>
/// The other side of a connection: what Asterisk does (<c>res/res_audiosocket.c</c>), for tests, simulators and load tools. It does not pace;
/// send 20 ms of audio every 20 ms, as a phone does. One sender at a time, beside one <see cref="ReceiveAsync"/>.
/// </summary>
public sealed class AudioSocketClient : IAsyncDisposable
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(1);

    private readonly IDuplexPipe _transport;
    private readonly Socket? _socket;
    private readonly TimeProvider _time;
    private readonly AudioSocketInput _input;
    private readonly AudioSocketOutput _output;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _ending;
    private volatile bool _local;

    /// <summary>Speaks over a transport that is connected already. Completing its output is this side's FIN.</summary>
    /// <param name="transport">The connection's pipes; completed by <see cref="DisposeAsync"/>. Whoever made the transport disposes the rest.</param>
    /// <param name="time">The clock of the closing limit; the system's when left out.</param>
    public AudioSocketClient(IDuplexPipe transport, TimeProvider? time = null)
        : this(transport, time ?? TimeProvider.System, socket: null)
    {
    }

    private AudioSocketClient(IDuplexPipe transport, TimeProvider time, Socket? socket)
    {
        ArgumentNullException.ThrowIfNull(transport);
        (_transport, _time, _socket) = (transport, time, socket);
        _input = new(transport.Input);
        _output = new(transport.Output);
    }

    /// <summary>Whole messages received, of any type.</summary>
    public long MessagesReceived => _input.Messages;

    /// <summary>Bytes of whole messages received, headers included.</summary>
    public long BytesReceived => _input.Bytes;

    /// <summary>Messages sent.</summary>
    public long MessagesSent => _output.Messages;

    /// <summary>Bytes sent, headers included.</summary>
    public long BytesSent => _output.Bytes;

    /// <summary>Connects by TCP, without Nagle's delay as Asterisk does, and sends the UUID.</summary>
    /// <param name="endpoint">The server.</param>
    /// <param name="id">The call.</param>
    /// <param name="cancellation">Ends the attempt; Asterisk gives up after 2 s.</param>
    /// <exception cref="SocketException">Nobody listens there, or it can't be reached.</exception>
    public static async Task<AudioSocketClient> ConnectAsync(EndPoint endpoint, Guid id, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellation);
            var client = new AudioSocketClient(new SocketPipes(socket), TimeProvider.System, socket);
            await client.SendIdAsync(id, cancellation);
            return client;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends the UUID; once, before anything else.</summary>
    /// <inheritdoc cref="SendAudioAsync" path="/returns"/>
    public ValueTask<bool> SendIdAsync(Guid id, CancellationToken cancellation) =>
        _output.WriteAsync(AudioSocketMessageType.Uuid, id.ToByteArray(bigEndian: true), cancellation);

    /// <summary>Sends one audio message, and waits while the server does not read.</summary>
    /// <param name="sampleRate">Samples a second, one of <see cref="AudioSocketRates"/>.</param>
    /// <param name="pcm">Signed 16-bit little-endian mono, 0 to 65,535 bytes, sent as they are.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns><see langword="false"/> when the server is gone, the connection is closed, or the wait was cancelled.</returns>
    public ValueTask<bool> SendAudioAsync(int sampleRate, ReadOnlyMemory<byte> pcm, CancellationToken cancellation) =>
        _output.WriteAsync(AudioSocketRates.GetMessageType(sampleRate), pcm, cancellation);

    /// <summary>The same without waiting.</summary>
    /// <returns><see langword="false"/> when it was not sent: the server does not read, or is gone.</returns>
    /// <inheritdoc cref="SendAudioAsync" path="/param"/>
    public bool TryWriteAudio(int sampleRate, ReadOnlySpan<byte> pcm) => _output.TryWrite(AudioSocketRates.GetMessageType(sampleRate), pcm);

    /// <summary>Sends one key.</summary>
    /// <param name="digit">One of <c>0-9*#A-D</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a key of a telephone.</exception>
    /// <inheritdoc cref="SendAudioAsync" path="/returns"/>
    public ValueTask<bool> SendDtmfAsync(char digit, CancellationToken cancellation)
    {
        if (!AudioSocketDispatcher.IsDigit(digit))
            throw new ArgumentOutOfRangeException(nameof(digit), digit, "A telephone has the keys 0-9, *, # and A-D.");
        return _output.WriteAsync(AudioSocketMessageType.Dtmf, new[] { (byte)digit }, cancellation);
    }

    /// <summary>Sends 0x00. Asterisk never does; it closes instead.</summary>
    /// <inheritdoc cref="SendAudioAsync" path="/returns"/>
    public ValueTask<bool> SendHangupAsync(CancellationToken cancellation) => _output.WriteAsync(AudioSocketMessageType.Hangup, default, cancellation);

    /// <summary>The one receive loop, with the same rules as <see cref="AudioSocketConnection.ReceiveAsync"/>.</summary>
    /// <inheritdoc cref="AudioSocketConnection.ReceiveAsync"/>
    public async Task<AudioSocketEnd> ReceiveAsync(IAudioSocketReceiver receiver, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _closing.Token);
        var end = await _input.RunAsync(receiver, stop.Token);
        return _local ? AudioSocketEnd.Local : end;
    }

    /// <summary>Makes the receive loop call <see cref="IAudioSocketReceiver.OnWake"/> soon. Any thread.</summary>
    public void WakeReceiver() => _input.Wake();

    /// <summary>Breaks the connection: the server sees an RST. Any thread.</summary>
    public void Abort()
    {
        _local = true;
        if (_socket is not null)
            _socket.Close(timeout: 0);
        else
            _transport.Output.Complete(new ConnectionAbortedException("The client aborted the connection."));
        _closing.Cancel();
    }

    /// <summary>
    /// Closes with FIN, as Asterisk does at the end of a call: ends this side's stream, reads and drops what still comes until the server has
    /// closed too (at most 1 s), and lets go.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _local = true;
        if (Interlocked.Exchange(ref _ending, 1) != 0)
        {
            await _ended.Task;
            return;
        }
        try
        {
            await CloseAsync();
        }
        finally
        {
            _socket?.Dispose();
            _ended.SetResult();
        }
    }

    private async ValueTask CloseAsync()
    {
        await FinishSendingAsync();
        SendFin();
        var server = _input.DrainAsync(_closing.Token);
        await server.WaitQuietlyAsync(DrainLimit, _time);
        _closing.Cancel();
        await server;
        await _input.CompleteAsync();
    }

    /// <summary>A stream's writer sends what is left when it is completed; a server that does not read would keep it for ever.</summary>
    private async ValueTask FinishSendingAsync()
    {
        var finish = _output.CompleteAsync().AsTask();
        await finish.WaitQuietlyAsync(DrainLimit, _time);
        if (!finish.IsCompleted)
            Abort();
        await finish;
    }

    private void SendFin()
    {
        try
        {
            _socket?.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (TransportFailure.Is(exception))
        {
            // Broken already: there is nobody to tell.
        }
    }

    private sealed class SocketPipes : IDuplexPipe
    {
        public SocketPipes(Socket socket)
        {
            var stream = new NetworkStream(socket, ownsSocket: false);
            Input = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
            Output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        }

        public PipeReader Input { get; }

        public PipeWriter Output { get; }
    }
}
