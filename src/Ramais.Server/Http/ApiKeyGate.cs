using System.Security.Cryptography;
using System.Text;
using Ramais.Server.Dashboard.SignIn;
using Ramais.Server.Settings;

namespace Ramais.Server.Http;

/// <summary>
/// Lets a call of /api through only with the key, where one is set. Health checks stay open. An operator who is signed in to the dashboard
/// may read without it, which is how a page plays a recording; to change anything takes the key, which no other site can make a browser send.
/// </summary>
internal sealed class ApiKeyGate(RequestDelegate next, Secret key)
{
    private const string Bearer = "Bearer ";
    private readonly byte[] _expected = Digest(key.Value);

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api") || Matches(Given(context.Request)) || IsReadingOperator(context))
            return next(context);
        context.Response.Headers.WWWAuthenticate = Bearer.TrimEnd();
        return ApiErrors.Answer(
            StatusCodes.Status401Unauthorized, "Chave ausente ou errada: envie a API_KEY em X-API-Key ou em Authorization: Bearer.").ExecuteAsync(context);
    }

    private static bool IsReadingOperator(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) && context.User.IsInRole(Roles.Operator);

    private static string? Given(HttpRequest request)
    {
        if (request.Headers["X-API-Key"] is [{ } direct])
            return direct;
        return request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..].Trim()
            : null;
    }

    /// <summary>Compares digests: they have one length, so that not even the key's length shows in the time taken.</summary>
    private bool Matches(string? given) => given is not null && CryptographicOperations.FixedTimeEquals(Digest(given), _expected);

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
