using System.Net;

namespace Ramais.AudioSocket.Tests;

public class ReadmeTests
{
    [Fact]
    public void The_readme_shows_the_echo_server_that_is_tested_here()
    {
        var readme = Read("README.md");
        const string Fence = "```csharp\n";
        var start = readme.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
        var end = readme.IndexOf("```", start, StringComparison.Ordinal);

        Assert.Equal(Read("EchoServer.cs"), readme[start..end]);
    }

    [Fact]
    public async Task The_echo_server_echoes_and_hangs_up_at_the_hash_key()
    {
        await using var listener = await AudioSocketListener.BindAsync(SocketCall.CreateTransport(), new IPEndPoint(IPAddress.Loopback, 0));
        var server = EchoServer.RunAsync(listener);
        await using var client = await AudioSocketClient.ConnectAsync(listener.EndPoint, MemoryCall.Id, CancellationToken.None);
        var heard = new TaskCompletionSource();
        var receiver = new Recorder { Reaction = events => { if (events.Count == 3) heard.SetResult(); } };
        var end = client.ReceiveAsync(receiver, CancellationToken.None);

        await client.SendAudioAsync(8000, new byte[] { 1, 2 }, CancellationToken.None);
        await client.SendAudioAsync(16000, new byte[] { 3, 4, 5, 6 }, CancellationToken.None);
        await client.SendAudioAsync(8000, new byte[] { 7, 8 }, CancellationToken.None);
        await heard.Task;
        await client.SendDtmfAsync('#', CancellationToken.None);

        Assert.Equal(AudioSocketEnd.Hangup, await end);
        Assert.Equal(["audio 8000 0102", "audio 16000 03040506", "audio 8000 0708"], receiver.Events);
        await client.DisposeAsync();
        await listener.UnbindAsync();
        await server;
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, name)).ReplaceLineEndings("\n");
}
