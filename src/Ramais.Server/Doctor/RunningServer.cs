using System.Text.Json;
using Ramais.Server.Http;
using Ramais.Server.Settings;

namespace Ramais.Server.Doctor;

/// <summary>A server of ours that may be up with the same settings: its ports are taken by rights.</summary>
internal static class RunningServer
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <returns>The API's port and the extensions' active ones; empty where no server of ours answers.</returns>
    public static async Task<HashSet<int>> PortsAsync(RamaisSettings settings, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = Limit };
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder("http", settings.ApiHost.ToString(), settings.ApiPort, "/api/status").Uri);
        if (settings.ApiKey is { } key)
            request.Headers.Add("X-API-Key", key.Value);
        try
        {
            using var answer = await http.SendAsync(request, cancellation);
            var status = await answer.Content.ReadFromJsonAsync(ApiJson.Default.StatusBody, cancellation);
            return status?.Extensions is null ? [] : Ports(settings, status); // null: an answer, but not of ours
        }
        catch (Exception none) when (none is HttpRequestException or JsonException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return []; // nobody there, or somebody else
        }
    }

    private static HashSet<int> Ports(RamaisSettings settings, StatusBody status) =>
    [
        settings.ApiPort,
        .. status.Extensions.SelectMany(extension => (int?[])[extension.ActiveVisitorPort, extension.ActiveReturnPort]).OfType<int>(),
    ];
}
