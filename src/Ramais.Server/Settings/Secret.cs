namespace Ramais.Server.Settings;

/// <summary>A password, key or token. It does not print itself, so that no record that holds one can leak it into a log or a message.</summary>
internal sealed record Secret(string Value)
{
    public override string ToString() => "***";
}
