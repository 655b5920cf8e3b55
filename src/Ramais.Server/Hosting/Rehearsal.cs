using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Ramais.AudioSocket;
using Ramais.Calls;
using Ramais.Extensions;
using Ramais.Voice;

namespace Ramais.Server.Hosting;

/// <summary>
/// One silent call on a port of its own, so that the first visitor after a start does not wait for the compiler: what a call runs through
/// takes it a tenth of a second and more the first time. It is in no list and no count, rings nobody and decides nothing.
/// </summary>
internal sealed class Rehearsal(IConnectionListenerFactory listeners, CallServices services)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Long enough for the greeting to be under way.</summary>
    private const int Messages = 10;

    private static readonly Extension Nobody = new(0, "", "", "127.0.0.1", 0, null, 0);

    /// <summary>Runs the call.</summary>
    /// <returns>Whether it was spoken to; a rehearsal that fails is no fault of the server, and leaves the first call as slow as without one.</returns>
    public async Task<bool> RunAsync(CancellationToken stopping)
    {
        using var late = new CancellationTokenSource(Limit, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stopping);
        try
        {
            await using var listener = await listeners.BindAsync(new IPEndPoint(IPAddress.Loopback, 0), either.Token);
            await using var phone = await AudioSocketClient.ConnectAsync(listener.EndPoint, Guid.NewGuid(), either.Token);
            if (await listener.AcceptAsync(either.Token) is not { } connection)
                return false;
            await using var line = connection;
            var call = Entrance().HandleAsync(line, Nobody, LegRole.Visitor, either.Token);
            var heard = await ListenAsync(phone, either.Token);
            await phone.DisposeAsync();
            await call;
            return heard;
        }
        catch (Exception failure) when (failure is SocketException or IOException or OperationCanceledException && !stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    private CallEntrance Entrance()
    {
        var apart = services with { Log = NullLogger<Call>.Instance };
        return new(new CallRegistry(apart), apart);
    }

    private static async Task<bool> ListenAsync(AudioSocketClient phone, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await phone.ReceiveAsync(new Silent(phone, enough), enough.Token);
        return phone.MessagesReceived > 0;
    }

    /// <summary>Answers each message with silence, until it has heard enough.</summary>
    private sealed class Silent(AudioSocketClient phone, CancellationTokenSource enough) : IAudioSocketReceiver
    {
        public void OnAudio(int sampleRate, ReadOnlySpan<byte> pcm)
        {
            phone.TryWriteAudio(AudioClip.SampleRate, MemoryMarshal.AsBytes(AudioClip.SilentFrame));
            if (phone.MessagesReceived >= Messages)
                enough.Cancel();
        }

        public void OnDtmf(char digit)
        {
        }

        public void OnWake()
        {
        }
    }
}
