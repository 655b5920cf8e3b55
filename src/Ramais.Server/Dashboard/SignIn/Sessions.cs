using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Ramais.Server.Settings;

namespace Ramais.Server.Dashboard.SignIn;

/// <summary>
/// Who is signed in. A session lives in its cookie; here is only what ends one early: signing out, and another password in the settings.
/// </summary>
internal sealed class Sessions(RamaisSettings settings, TimeProvider time)
{
    /// <summary>How long a session lasts at most: a shift.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private const string Scheme = "cookie";
    private const string IdClaim = "id";
    private const string StampClaim = "stamp";

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ended = new();

    /// <summary>Whether somebody has to sign in at all.</summary>
    public static bool AreNeeded(RamaisSettings settings) => settings.Dashboard.Operator is not null || settings.ApiKey is not null;

    /// <summary>The role that a password opens. The API key is an operator's password.</summary>
    /// <returns>Null for a wrong one.</returns>
    public string? RoleOf(string password)
    {
        if (settings.Dashboard.Operator?.Matches(password) == true || IsKey(password))
            return Roles.Operator;
        return settings.Dashboard.Viewer?.Matches(password) == true ? Roles.Viewer : null;
    }

    public ClaimsPrincipal Begin(string role) => new(new ClaimsIdentity(
        [new(ClaimTypes.Role, role), new(IdClaim, Guid.NewGuid().ToString("N")), new(StampClaim, Stamp(role))], Scheme));

    /// <summary>Whether it has not been ended and its password still holds. What the loopback gave always does.</summary>
    public bool IsValid(ClaimsPrincipal user)
    {
        if (user.Identity is not { IsAuthenticated: true } identity)
            return false;
        if (identity.AuthenticationType == LoopbackSignIn.Name)
            return true;
        var role = user.FindFirstValue(ClaimTypes.Role);
        return role is not null && user.FindFirstValue(StampClaim) == Stamp(role)
            && user.FindFirstValue(IdClaim) is { } id && !_ended.ContainsKey(id);
    }

    public void End(ClaimsPrincipal user)
    {
        var now = time.GetUtcNow();
        foreach (var (id, until) in _ended)
        {
            if (until < now)
                _ended.TryRemove(id, out _);
        }
        if (user.FindFirstValue(IdClaim) is { } ended)
            _ended[ended] = now + Longest;
    }

    /// <summary>Changes with the passwords that give the role.</summary>
    private string Stamp(string role)
    {
        var secrets = role == Roles.Operator ? $"{settings.Dashboard.Operator?.Text} {settings.ApiKey?.Value}" : $"{settings.Dashboard.Viewer?.Text}";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{role} {secrets}")), 0, 8);
    }

    private bool IsKey(string password) => settings.ApiKey is { } key
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(password)), SHA256.HashData(Encoding.UTF8.GetBytes(key.Value)));
}
