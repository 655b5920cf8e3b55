using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Ramais.Server.Http;
using Ramais.Server.Settings;

namespace Ramais.Server.Dashboard.SignIn;

/// <summary>Where no password is set: whoever sits at this machine is the operator, and nobody else gets in.</summary>
internal sealed class LoopbackSignIn(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, RamaisSettings settings)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string Name = "loopback";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.Connection.RemoteIpAddress is not { } peer || !IPAddress.IsLoopback(peer) || !LocalOrigin.IsOwn(Request, settings.ApiHost))
            return Task.FromResult(AuthenticateResult.NoResult());
        var identity = new ClaimsIdentity([new(ClaimTypes.Role, Roles.Operator)], Name);
        return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => ApiErrors.Answer(
        StatusCodes.Status403Forbidden,
        "Sem senha, o painel só abre nesta máquina, em http://localhost ou http://127.0.0.1: use um desses nomes, ou defina DASHBOARD_PASSWORD_HASH (./ramais password).")
        .ExecuteAsync(Context);
}
