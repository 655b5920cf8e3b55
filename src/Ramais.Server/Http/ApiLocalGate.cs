using Ramais.Server.Dashboard.SignIn;
using Ramais.Server.Settings;

namespace Ramais.Server.Http;

/// <summary>
/// Where no key is set, /api is for this machine's programs: a web page that reaches it through a browser of this machine is turned away,
/// and so is a viewer of the dashboard, who would see here what is masked there.
/// </summary>
internal sealed class ApiLocalGate(RequestDelegate next, RamaisSettings settings)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api"))
            return next(context);
        if (!LocalOrigin.IsOwn(context.Request, settings.ApiHost))
            return Refuse(context, "Sem API_KEY, a API só responde a esta máquina, por localhost ou 127.0.0.1: use um desses nomes, ou defina API_KEY.");
        return context.User.IsInRole(Roles.Viewer) ? Refuse(context, "Quem só vê o painel não usa a API: entre como operador.") : next(context);
    }

    private static Task Refuse(HttpContext context, string message) =>
        ApiErrors.Answer(StatusCodes.Status403Forbidden, message).ExecuteAsync(context);
}
