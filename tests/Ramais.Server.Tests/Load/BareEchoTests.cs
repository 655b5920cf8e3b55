using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Ramais.AudioSocket;
using Ramais.Server.Load;

namespace Ramais.Server.Tests.Load;

public sealed class BareEchoTests
{
    [Fact]
    public async Task Audio_comes_back_byte_for_byte_without_the_uuid_and_the_end_ends_it()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var echo = new BareEcho(TimeProvider.System);
        using var phone = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await phone.ConnectAsync(new IPEndPoint(IPAddress.Loopback, echo.Port), cancellation);
        var audio = new ArrayBufferWriter<byte>();
        for (byte message = 1; message <= 3; message++)
            AudioSocketCodec.Write(audio, AudioSocketMessageType.Audio8Khz, Enumerable.Repeat(message, 320).ToArray());
        byte[] sent = [0x01, 0x00, 0x10, .. Guid.NewGuid().ToByteArray(bigEndian: true), .. audio.WrittenSpan];

        await phone.SendAsync(sent.AsMemory(0, 7), cancellation); // in pieces, as TCP may
        await phone.SendAsync(sent.AsMemory(7, 100), cancellation);
        await phone.SendAsync(sent.AsMemory(107), cancellation);
        using var received = new MemoryStream();
        await using var stream = new NetworkStream(phone);
        phone.Shutdown(SocketShutdown.Send);
        await stream.CopyToAsync(received, cancellation);

        Assert.Equal(audio.WrittenSpan, received.ToArray());
    }

    [Fact]
    public async Task The_generator_takes_it_for_a_server()
    {
        using var echo = new BareEcho(TimeProvider.System);
        var plan = new LoadPlan(IPAddress.Loopback, echo.Port, echo.Port, Calls: 5, Ramp: TimeSpan.Zero, Duration: TimeSpan.FromSeconds(1));
        var report = await new LoadRun(plan, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((5, 0, 0), (report.Connected, report.Failed, report.EndedByServer));
        Assert.True(report.FramesReceived >= 5);
    }
}
