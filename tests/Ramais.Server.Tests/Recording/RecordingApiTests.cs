using System.Net;
using System.Net.Http.Headers;
using Ramais.Server.Tests.Hosting;
using Ramais.Testing;

namespace Ramais.Server.Tests.Recording;

/// <summary>Recordings of the real process, killed while it writes, and what the API gives of them.</summary>
public sealed class RecordingApiTests : IDisposable
{
    private const int Limit = 600_000;

    private readonly TemporaryFolder _folder = new();
    private readonly int[] _ports = FreePorts.Take(4);

    public RecordingApiTests() =>
        ServerProcess.Configure(_folder, RunningServer.Row(1, _ports[0], _ports[1]), RunningServer.Row(2, _ports[2], _ports[3]));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = Limit)]
    public async Task What_a_killed_server_had_recorded_is_served_by_the_next_one()
    {
        Guid recorded, silent;
        await using (var server = await StartAsync())
        {
            await using var phone = await TestPhone.ConnectAsync(_ports[0]);
            await using var other = await TestPhone.ConnectAsync(_ports[2]); // of an extension that does not record
            (recorded, silent) = (phone.CallId, other.CallId);
            await phone.UntilSpokenToAsync();
            while (Parts() is not [{ Length: > 100_000 }])
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(server, $"{recorded}")).StatusCode);
            await server.SignalAsync("KILL");
            Assert.Equal(128 + 9, await server.ExitCodeAsync(Cancellation));
        }
        await using var again = await StartAsync();
        var whole = await GetAsync(again, $"{recorded}");
        while (whole.StatusCode == HttpStatusCode.NotFound) // it is made whole beside the start
            whole = await GetAsync(again, $"{recorded}");

        var bytes = await whole.Content.ReadAsByteArrayAsync(Cancellation);
        var wav = StereoWav.Parse(bytes);
        Assert.Equal("audio/wav", whole.Content.Headers.ContentType!.MediaType);
        Assert.True(wav.Left.Max() > 1000, "the visitor's side is silent");
        Assert.All(wav.Right, sample => Assert.Equal(0, sample));
        var part = await GetAsync(again, $"{recorded}", new RangeHeaderValue(4, 7));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(bytes[4..8], await part.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(again, $"{silent}")).StatusCode);
        Assert.Empty(Parts());
    }

    [Theory]
    [InlineData("..%2f..%2framais_config", HttpStatusCode.BadRequest)]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e.wav", HttpStatusCode.BadRequest)]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e", HttpStatusCode.NotFound)]
    public async Task What_is_no_recorded_call_is_refused_with_a_line(string id, HttpStatusCode code)
    {
        await using var server = await RunningServer.StartAsync([RunningServer.Row(1, _ports[0], _ports[1])]);
        var (answered, body) = await server.SendAsync(HttpMethod.Get, $"/api/calls/{id}/recording");
        Assert.Equal((code, "error"), (answered, body.GetProperty("status").GetString()));
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(_folder, shutdownSeconds: 0, "RECORDING=false", "RECORDING_EXTENSIONS=2011=true");

    private static async Task<HttpResponseMessage> GetAsync(ServerProcess server, string id, RangeHeaderValue? range = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/calls/{id}/recording");
        request.Headers.Range = range;
        return await server.Client.SendAsync(request, Cancellation);
    }

    private FileInfo[] Parts() => System.IO.Directory.Exists(_folder.File("gravacoes"))
        ? new DirectoryInfo(_folder.File("gravacoes")).GetFiles("*.part", SearchOption.AllDirectories)
        : [];
}
