namespace Ramais.Server.Settings;

/// <summary>Who may open the dashboard. Without an operator's password the API key is one; without either, only this machine gets in.</summary>
/// <param name="Operator">Null: there is none.</param>
/// <param name="Viewer">Null: there are no viewers.</param>
internal sealed record DashboardSettings(PasswordHash? Operator = null, PasswordHash? Viewer = null);
