using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Ramais.Server.Dashboard.Language;
using Ramais.Server.Dashboard.SignIn;

namespace Ramais.Server.Dashboard;

/// <summary>What every page has: its language, who is looking, and the local time of the server.</summary>
public abstract class DashboardPage : ComponentBase
{
    [CascadingParameter] protected Tongue Tongue { get; set; } = null!;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject] private protected TimeProvider Time { get; set; } = null!;

    /// <summary>Sees names and may change things; the server's own check is in <see cref="Operations"/>.</summary>
    protected bool IsOperator { get; private set; }

    protected TimeZoneInfo Zone => Time.LocalTimeZone;

    protected DateTimeOffset UtcNow => Time.GetUtcNow();

    protected override async Task OnInitializedAsync() =>
        IsOperator = (await Authentication).User.HasClaim(ClaimTypes.Role, Roles.Operator);
}
