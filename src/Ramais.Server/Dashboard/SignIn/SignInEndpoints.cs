using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Ramais.Server.Dashboard.Language;

namespace Ramais.Server.Dashboard.SignIn;

/// <summary>/entrar and /sair. Plain requests and forms: a cookie can be set by an HTTP answer alone.</summary>
internal static class SignInEndpoints
{
    public const string Path = "/entrar";
    public const string LeavePath = "/sair";
    public const string ReturnParameter = "depois";
    public const string PasswordField = "senha";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show).ExcludeFromDescription();
        routes.MapPost(Path, EnterAsync).RequireRateLimiting(SignInLimit.Policy).ExcludeFromDescription();
        routes.MapPost(LeavePath, LeaveAsync).ExcludeFromDescription();
    }

    /// <summary>For the rate limiter.</summary>
    public static Task TooOftenAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = $"{(int)SignInLimit.Window.TotalSeconds}";
        return Page(context, SignInFault.TooOften, StatusCodes.Status429TooManyRequests).ExecuteAsync(context);
    }

    /// <summary>Where to go after signing in: a path of ours, whatever the address says.</summary>
    internal static string ReturnPath(string? asked) =>
        asked is ['/', not ('/' or '\\'), ..] && !asked.Any(char.IsControl) ? asked : "/";

    private static RazorComponentResult<SignInDocument> Show(HttpContext context) => Page(context, SignInFault.None, StatusCodes.Status200OK);

    private static async Task<IResult> EnterAsync(HttpContext context, IAntiforgery antiforgery, Sessions sessions)
    {
        if (!context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
            return Page(context, SignInFault.OldForm, StatusCodes.Status400BadRequest);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (sessions.RoleOf($"{form[PasswordField]}") is not { } role)
            return Page(context, SignInFault.WrongPassword, StatusCodes.Status401Unauthorized);
        await context.SignInAsync(sessions.Begin(role));
        return TypedResults.LocalRedirect(ReturnPath(context.Request.Query[ReturnParameter]));
    }

    private static async Task<IResult> LeaveAsync(HttpContext context, IAntiforgery antiforgery, Sessions sessions)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Page(context, SignInFault.OldForm, StatusCodes.Status400BadRequest);
        sessions.End(context.User);
        await context.SignOutAsync();
        return TypedResults.LocalRedirect(Path);
    }

    private static RazorComponentResult<SignInDocument> Page(HttpContext context, SignInFault fault, int status) => new(new Dictionary<string, object?>
    {
        [nameof(SignInDocument.Tongue)] = Tongue.Of(context.Request.Headers.AcceptLanguage),
        [nameof(SignInDocument.Fault)] = fault,
        [nameof(SignInDocument.Token)] = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context),
        [nameof(SignInDocument.Next)] = ReturnPath(context.Request.Query[ReturnParameter]),
    })
    {
        StatusCode = status,
    };
}
