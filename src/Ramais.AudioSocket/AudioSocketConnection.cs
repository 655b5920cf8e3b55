using Microsoft.AspNetCore.Connections;

namespace Ramais.AudioSocket;

// SEAM: the signatures stand; the bodies are the wire work's.
public sealed class AudioSocketConnection : IAsyncDisposable
{
    public AudioSocketConnection(ConnectionContext connection, TimeProvider time) => throw new NotImplementedException();

    /// <summary>The call's UUID; set by <see cref="HandshakeAsync"/>.</summary>
    public Guid Id => throw new NotImplementedException();
    public System.Net.EndPoint? RemoteEndPoint => throw new NotImplementedException();

    /// <summary>Waits for the UUID (2 s by default). Throws AudioSocketHandshakeException with the reason: no UUID in time, closed, another message first, wrong length.</summary>
    public ValueTask<Guid> HandshakeAsync(TimeSpan limit, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>The one receive loop; returns how the peer's side ended; never throws for what a peer does.</summary>
    public Task<AudioSocketEnd> ReceiveAsync(IAudioSocketReceiver receiver, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Makes the receive loop call OnWake soon. Any thread.</summary>
    public void WakeReceiver() => throw new NotImplementedException();

    /// <summary>Writes one audio message without waiting; false when the previous write still waits for the peer to read (the message is not sent). One writer at a time.</summary>
    public bool TryWriteAudio(int sampleRate, ReadOnlySpan<byte> pcm) => throw new NotImplementedException();

    /// <summary>Waits for the real-time length of what was sent, sends 0x00, goes on reading (and dropping) until the peer closes (limit 1 s), then closes: FIN, never RST. The caller has stopped writing.</summary>
    public ValueTask HangUpAsync(CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Closes at once, without 0x00.</summary>
    public void Abort() => throw new NotImplementedException();
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
