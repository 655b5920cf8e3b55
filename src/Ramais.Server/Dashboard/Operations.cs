using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Ramais.Calls;
using Ramais.Extensions;
using Ramais.Server.Dashboard.SignIn;

namespace Ramais.Server.Dashboard;

/// <summary>
/// All that a page can change. Each asks anew who is there: that a viewer sees no button is a courtesy, this is the lock. A session that has
/// ended meanwhile is led to the sign-in.
/// </summary>
internal sealed partial class Operations(
    AuthenticationStateProvider authentication, Sessions sessions, NavigationManager navigation, Reloader reloader, ICallBoard board, ILogger<Operations> log)
{
    /// <returns>Null when whoever asks may not.</returns>
    public Task<ChangeOutcome?> ChangeAsync(ExtensionChange change) => AsOperatorAsync<ChangeOutcome>("ramal", change switch
    {
        ExtensionChange.Add => "novo",
        ExtensionChange.Replace replaced => $"alterar {replaced.Row.Id}",
        ExtensionChange.Remove removed => $"remover {removed.Id}",
        _ => "?",
    }, () => reloader.ChangeAsync(change, CancellationToken.None));

    /// <returns>Null when whoever asks may not.</returns>
    public Task<ReloadReport?> RefreshAsync() => AsOperatorAsync<ReloadReport>("ramais", "reler", () => reloader.RequestAsync(CancellationToken.None));

    /// <returns>False when the extension is not served, or whoever asks may not.</returns>
    public async Task<bool> RestartAsync(int id) =>
        await AsOperatorAsync<object>("ramal", $"reiniciar {id}", async () => await reloader.RestartAsync(id, CancellationToken.None)) is true;

    /// <returns>False when there is no such leg any more, or whoever asks may not.</returns>
    public async Task<bool> HangUpAsync(Guid call, bool visitor) => await AsOperatorAsync<object>(
        "chamada", $"desligar {call}", () => Task.FromResult<object>(board.HangUp(call, visitor ? LegRole.Visitor : LegRole.Resident))) is true;

    /// <summary>Runs what only an operator may do.</summary>
    /// <param name="subject">For the log.</param>
    /// <param name="act">For the log; names no person.</param>
    /// <param name="run">Does it.</param>
    /// <returns>Null when whoever asks may not.</returns>
    public async Task<T?> AsOperatorAsync<T>(string subject, string act, Func<Task<T>> run)
        where T : class
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        if (!sessions.IsValid(user))
        {
            navigation.NavigateTo(SignInEndpoints.Path, forceLoad: true);
            return null;
        }
        if (!user.HasClaim(ClaimTypes.Role, Roles.Operator))
        {
            LogRefused(subject, act);
            return null;
        }
        LogDone(subject, act);
        return await run();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Painel, operador: {Subject}, {Act}.")]
    private partial void LogDone(string subject, string act);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Painel: quem só vê pediu {Subject}, {Act}; recusado.")]
    private partial void LogRefused(string subject, string act);
}
