using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.RateLimiting;
using Ramais.Server.Settings;

namespace Ramais.Server.Dashboard.SignIn;

/// <summary>Puts the sign-in together: a cookie where there is a password, this machine where there is none.</summary>
internal static class SignInServices
{
    /// <summary>Below DATA_DIR: a restart keeps the sessions.</summary>
    private const string KeyFolder = "chaves";

    public static void AddSignIn(this IServiceCollection services, RamaisSettings settings)
    {
        services.AddSingleton<Sessions>();
        services.AddScoped<AuthenticationStateProvider, LiveAuthentication>();
        services.AddDataProtection().SetApplicationName("ramais").PersistKeysToFileSystem(Keys(settings));
        services.AddAntiforgery(antiforgery => (antiforgery.Cookie.Name, antiforgery.Cookie.SameSite) = ("ramais-formulario", SameSiteMode.Strict));
        services.AddRateLimiter(limiter => Limit(limiter));
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        var authentication = services.AddAuthentication(
            Sessions.AreNeeded(settings) ? CookieAuthenticationDefaults.AuthenticationScheme : LoopbackSignIn.Name);
        if (Sessions.AreNeeded(settings))
            authentication.AddCookie(Configure);
        else
            authentication.AddScheme<AuthenticationSchemeOptions, LoopbackSignIn>(LoopbackSignIn.Name, null);
    }

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "ramais";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.ExpireTimeSpan = Sessions.Longest;
        cookie.SlidingExpiration = false;
        cookie.LoginPath = SignInEndpoints.Path;
        cookie.ReturnUrlParameter = SignInEndpoints.ReturnParameter;
        cookie.Events.OnRedirectToAccessDenied = denied =>
        {
            denied.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
        cookie.Events.OnValidatePrincipal = shown =>
        {
            if (!shown.HttpContext.RequestServices.GetRequiredService<Sessions>().IsValid(shown.Principal!))
                shown.RejectPrincipal();
            return Task.CompletedTask;
        };
    }

    private static void Limit(RateLimiterOptions limiter)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.AddPolicy(SignInLimit.Policy, SignInLimit.Of);
        limiter.OnRejected = (rejected, _) => new(SignInEndpoints.TooOftenAsync(rejected.HttpContext));
    }

    private static DirectoryInfo Keys(RamaisSettings settings)
    {
        var folder = Path.GetFullPath(settings.DataFile(KeyFolder));
        return OperatingSystem.IsWindows()
            ? System.IO.Directory.CreateDirectory(folder)
            : System.IO.Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
