using System.Net.Http.Headers;

namespace Ramais.Server.Ai;

/// <summary>
/// Lets through complete answers of status 2xx and bounded size, and turns all else into an <see cref="AiFailedException"/>: no library
/// behind it sees an error page, whose text could end up in a message.
/// </summary>
internal sealed class BoundedAnswer(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Bytes of the largest answer; a long one has two thousand.</summary>
    public const int Largest = 64 * 1024;

    /// <summary>A client for one provider, kept as long as the server runs.</summary>
    public static HttpClient Client(Uri url) => new(new BoundedAnswer(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, // where it leads nobody has agreed to send a visitor's words
        UseCookies = false,
        UseProxy = !url.IsLoopback,
        MaxResponseDrainSize = 0,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // follows a change of DNS
    }))
    {
        Timeout = Timeout.InfiniteTimeSpan, // GuardedProvider limits the time, by the clock that tests drive
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            await CompleteAsync(response, cancellationToken);
            return response;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new AiFailedException(AiFailure.Unreachable);
        }
        finally
        {
            // Completions run on the thread that polls the sockets of all calls; what reads the answer must not hold it up.
            await Task.Yield();
        }
    }

    private static async Task CompleteAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            if (!response.IsSuccessStatusCode)
                throw new AiFailedException(AiFailure.Status, (int)response.StatusCode);
            response.Content = Whole(await ReadAsync(response.Content, cancellation), response.Content.Headers.ContentType);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > Largest)
            throw new AiFailedException(AiFailure.TooLarge);
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[Largest + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return length <= Largest ? buffer.AsMemory(0, length) : throw new AiFailedException(AiFailure.TooLarge);
    }

    private static ReadOnlyMemoryContent Whole(ReadOnlyMemory<byte> body, MediaTypeHeaderValue? type)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = type;
        return content;
    }
}
