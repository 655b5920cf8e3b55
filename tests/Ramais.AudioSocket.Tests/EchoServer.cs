using Ramais.AudioSocket;

/// <summary>Sends callers their own voice back, until they press # or hang up.</summary>
internal sealed class EchoServer(AudioSocketConnection connection, CancellationTokenSource hash) : IAudioSocketReceiver
{
    public static async Task RunAsync(AudioSocketListener listener)
    {
        var calls = new List<Task>();
        for (; await listener.AcceptAsync() is { } connection; calls.RemoveAll(call => call.IsCompletedSuccessfully))
            calls.Add(ServeAsync(connection));
        await Task.WhenAll(calls);
    }

    private static async Task ServeAsync(AudioSocketConnection connection)
    {
        using var hash = new CancellationTokenSource();
        await using var closing = connection;
        try { await connection.HandshakeAsync(TimeSpan.FromSeconds(2), CancellationToken.None); }
        catch (AudioSocketHandshakeException) { return; } // such as a channel that was never answered
        await connection.ReceiveAsync(new EchoServer(connection, hash), hash.Token);
        await connection.HangUpAsync(CancellationToken.None);
    }

    void IAudioSocketReceiver.OnAudio(int sampleRate, ReadOnlySpan<byte> pcm) => connection.TryWriteAudio(sampleRate, pcm);
    void IAudioSocketReceiver.OnDtmf(char digit) { if (digit == '#') hash.Cancel(); }
    void IAudioSocketReceiver.OnWake() { }
}
