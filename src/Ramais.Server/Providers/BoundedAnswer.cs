using System.Net.Http.Headers;

namespace Ramais.Server.Providers;

/// <summary>What of an answer is waited for and kept.</summary>
/// <param name="Largest">Bytes of the largest one.</param>
/// <param name="FirstByte">How long the beginning may take; null where only the whole is limited, by whoever asks.</param>
internal sealed record AnswerLimits(int Largest, TimeSpan? FirstByte = null);

/// <summary>
/// Lets through complete answers of status 2xx and bounded size, and turns all else into a <see cref="ProviderFailedException"/>: no library
/// behind it sees an error page, whose text could end up in a message.
/// </summary>
internal sealed class BoundedAnswer(HttpMessageHandler inner, AnswerLimits limits, TimeProvider time) : DelegatingHandler(inner)
{
    /// <summary>Bytes of the largest answer in words; a long one has two thousand.</summary>
    public const int Largest = 64 * 1024;

    /// <summary>After a refused connection: a service that is just being restarted listens again.</summary>
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMilliseconds(150);

    /// <summary>A client for one provider, kept as long as the server runs.</summary>
    public static HttpClient Client(Uri url, TimeProvider? time = null, AnswerLimits? limits = null) =>
        new(new BoundedAnswer(Connections(url), limits ?? new(Largest), time ?? TimeProvider.System))
        {
            Timeout = Timeout.InfiniteTimeSpan, // whoever asks limits the time, by the clock that tests drive
        };

    /// <summary>The connections to one provider, reused.</summary>
    public static SocketsHttpHandler Connections(Uri url) => new()
    {
        AllowAutoRedirect = false, // where it leads nobody has agreed to send a visitor's words
        UseCookies = false,
        UseProxy = !url.IsLoopback,
        MaxResponseDrainSize = 0,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // follows a change of DNS
    };

    /// <summary>What a status other than 2xx means for whoever asked.</summary>
    public static ProviderFailedException Refusal(int status, RetryConditionHeaderValue? retry, TimeProvider time) =>
        new(ProviderFailure.Status, status) { RetryAfter = status is 429 or 503 ? Pause(retry, time) : null };

    /// <summary>What a connection that could not be had, or broke, means.</summary>
    public static ProviderFailedException Broken(HttpRequestError? error) => new(ProviderFailure.Unreachable)
    {
        RetryAfter = error is HttpRequestError.ConnectionError ? AfterRefusal : null,
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await BeginAsync(request, cancellationToken);
            await CompleteAsync(response, cancellationToken);
            return response;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw Broken((broken as HttpRequestException)?.HttpRequestError);
        }
        finally
        {
            // Completions run on the thread that polls the sockets of all calls; what reads the answer must not hold it up.
            await Task.Yield();
        }
    }

    private Task<HttpResponseMessage> BeginAsync(HttpRequestMessage request, CancellationToken cancellation) => limits.FirstByte is { } limit
        ? TimeLimit.RunAsync(limit, time, async c => await base.SendAsync(request, c), cancellation)
        : base.SendAsync(request, cancellation);

    private async Task CompleteAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            if (!response.IsSuccessStatusCode)
                throw Refusal((int)response.StatusCode, response.Headers.RetryAfter, time);
            response.Content = Whole(await ReadAsync(response.Content, cancellation), response.Content.Headers.ContentType);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > limits.Largest)
            throw new ProviderFailedException(ProviderFailure.TooLarge);
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (var read = await stream.ReadAsync(buffer, cancellation); read > 0; read = await stream.ReadAsync(buffer, cancellation))
        {
            if (kept.Length + read > limits.Largest)
                throw new ProviderFailedException(ProviderFailure.TooLarge);
            kept.Write(buffer.AsSpan(0, read));
        }
        return kept.GetBuffer().AsMemory(0, (int)kept.Length);
    }

    private static ReadOnlyMemoryContent Whole(ReadOnlyMemory<byte> body, MediaTypeHeaderValue? type)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = type;
        return content;
    }

    private static TimeSpan? Pause(RetryConditionHeaderValue? retry, TimeProvider time) => retry switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };
}
