using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Ramais.Calls;
using Ramais.Extensions;
using Ramais.Listeners;
using Ramais.Server.Hosting;
using Ramais.Server.Settings;
using Ramais.Server.Speech;
using Ramais.Testing;

namespace Ramais.Server.Tests;

/// <summary>The real server on loopback, with a data folder of its own, and a client for its API.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly RamaisServer _server;
    private readonly TemporaryFolder _folder;
    private readonly bool _speaks;

    private RunningServer(RamaisServer server, TemporaryFolder folder, EchoHandler handler, ListedCalls calls, LogWatch log, bool speaks)
    {
        (_server, _folder, Handler, Calls, Log, _speaks) = (server, folder, handler, calls, log, speaks);
        Client = new HttpClient { BaseAddress = server.ApiAddress };
    }

    public HttpClient Client { get; }
    public EchoHandler Handler { get; }
    public ListedCalls Calls { get; }
    public LogWatch Log { get; }
    public RamaisServer Server => _server;
    public string ConfigPath => _folder.File(FirstStart.ExtensionsFile);

    /// <param name="rows">The extensions; null leaves the samples.</param>
    /// <param name="change">Other settings.</param>
    /// <param name="calls">Takes the calls instead of the echo.</param>
    /// <param name="speaks">Whether it has its sentences from <see cref="MadeSentences"/>.</param>
    /// <param name="followsFile">Not where a test must be the one who has the changed file read.</param>
    public static async Task<RunningServer> StartAsync(
        IEnumerable<ExtensionRow>? rows, Func<RamaisSettings, RamaisSettings>? change = null, Action<IServiceCollection, RamaisSettings>? calls = null,
        bool speaks = false, bool followsFile = true)
    {
        var (folder, handler, listed, log) = (new TemporaryFolder(), new EchoHandler(), new ListedCalls(), new LogWatch());
        var alternatives = FreePorts.TakeRange(51);
        var settings = new RamaisSettings
        {
            ApiPort = 0,
            DataDir = folder.Path,
            PortAlternatives = new PortRange(alternatives, alternatives + 50),
            ShutdownLimit = TimeSpan.Zero,
        };
        if (rows is not null)
            File.WriteAllBytes(folder.File(FirstStart.ExtensionsFile), JsonExtensionFile.Format([.. rows]));
        if (speaks)
            MadeSentences.GiveTo(folder.Path);
        var server = await RamaisServer.StartAsync(
            change?.Invoke(settings) ?? settings,
            (services, read) =>
            {
                if (calls is null)
                    services.AddSingleton<IConnectionHandler>(handler).AddSingleton<ICallBoard>(listed).AddSpeech(read);
                calls?.Invoke(services, read);
                if (!followsFile)
                    services.RemoveAll<IChangeFeed>();
                services.AddLogging(l => l.ClearProviders().AddProvider(log));
            },
            TestContext.Current.CancellationToken);
        return new RunningServer(server, folder, handler, listed, log, speaks);
    }

    public static ExtensionRow Row(int id, int visitor, int? back, string address = "127.0.0.1") => new(
        id, $"20{id}1", $"20{id}2", address, $"{visitor}", back is null ? null : $"{back}", "15");

    public void Write(params ExtensionRow[] rows) => File.WriteAllBytes(ConfigPath, JsonExtensionFile.Format([.. rows]));

    public async Task<JsonElement> GetAsync(string path) => await Client.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    /// <summary>Sends a request and reads its JSON answer.</summary>
    public async Task<(HttpStatusCode Code, JsonElement Body)> SendAsync(HttpMethod method, string path, string? json = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, type);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return (response.StatusCode, body);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.StopAsync();
        await _server.DisposeAsync();
        if (_speaks)
            MadeSentences.TakeFrom(_folder.Path);
        _folder.Dispose();
    }
}

/// <summary>A peer of a media port.</summary>
internal sealed class Peer : IDisposable
{
    private readonly TcpClient _client = new();

    public static async Task<Peer> ConnectAsync(int port, string host = "127.0.0.1")
    {
        var peer = new Peer();
        await peer._client.ConnectAsync(IPAddress.Parse(host), port, TestContext.Current.CancellationToken);
        return peer;
    }

    /// <summary>Sends a byte and waits for its echo: the connection lives and its handler runs.</summary>
    public async Task EchoAsync(byte value)
    {
        await _client.GetStream().WriteAsync(new[] { value }, TestContext.Current.CancellationToken);
        Assert.Equal(value, await ReadAsync());
    }

    /// <summary>Begins as Asterisk does, with the UUID.</summary>
    public ValueTask SendIdAsync(Guid id) =>
        _client.GetStream().WriteAsync((byte[])[0x01, 0x00, 0x10, .. id.ToByteArray(bigEndian: true)], TestContext.Current.CancellationToken);

    /// <summary>The next byte, or -1 when the server has closed.</summary>
    public async Task<int> ReadAsync()
    {
        var buffer = new byte[1];
        try
        {
            return await _client.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken) == 1 ? buffer[0] : -1;
        }
        catch (IOException)
        {
            return -1;
        }
    }

    public void Dispose() => _client.Dispose();
}
