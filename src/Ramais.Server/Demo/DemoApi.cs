using Ramais.Server.Http;

namespace Ramais.Server.Demo;

/// <summary>The demonstration's view of the server: what its HTTP API tells anybody.</summary>
internal sealed class DemoApi(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };

    /// <returns>Null as long as the server knows no such call.</returns>
    public async Task<CallBody?> FindAsync(Guid id, CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(new Uri($"api/calls/{id}", UriKind.Relative), cancellation);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync(ApiJson.Default.CallBody, cancellation) : null;
    }

    public void Dispose() => _http.Dispose();
}
