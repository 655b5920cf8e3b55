namespace Ramais.Server.Settings;

internal sealed partial class SettingsReader
{
    private const string OperatorPassword = "DASHBOARD_PASSWORD_HASH";
    private const string ViewerPassword = "DASHBOARD_VIEWER_PASSWORD_HASH";

    private DashboardSettings ReadDashboard()
    {
        var faults = _faults.Count;
        var settings = new DashboardSettings(Hash(OperatorPassword), Hash(ViewerPassword));
        if (_faults.Count == faults && settings is { Operator: null, Viewer: not null } && Text("API_KEY") is null)
            _faults.Add($"{ViewerPassword}=\"***\": sem um operador não há quem administre o painel; defina também {OperatorPassword} ou API_KEY.");
        return settings;
    }

    private PasswordHash? Hash(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (PasswordHash.TryParse(text) is { } hash)
            return hash;
        _faults.Add($"{name}=\"***\": espera-se a linha feita por ./ramais password, nunca a própria senha.");
        return null;
    }
}
