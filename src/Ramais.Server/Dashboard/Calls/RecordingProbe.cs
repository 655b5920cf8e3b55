using Ramais.Server.Settings;

namespace Ramais.Server.Dashboard.Calls;

/// <summary>Asks our own API whether a call has a recording. The browser, which would play it, reports each miss as an error of the page.</summary>
internal sealed class RecordingProbe(OwnAddress own, RamaisSettings settings) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new() { Timeout = Limit };

    public async Task<bool> ExistsAsync(Guid call, CancellationToken stopping)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(own.Uri, $"/api/calls/{call}/recording"));
        if (settings.ApiKey is { } key)
            request.Headers.Add("X-API-Key", key.Value);
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stopping);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception none) when (none is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();
}
