using Ramais.Extensions;

namespace Ramais.Server.Dashboard.Extensions;

/// <summary>A row while somebody writes it. Public because a component's parameter has to be.</summary>
public sealed class ExtensionDraft
{
    public int Id { get; init; }
    public string AiNumber { get; set; } = "";
    public string ReturnNumber { get; set; } = "";
    public string Address { get; set; } = "0.0.0.0";
    public string VisitorPort { get; set; } = "";
    public string ReturnPort { get; set; } = "";
    public string Condominium { get; set; } = "";

    public bool IsNew => Id == 0;

    internal static ExtensionDraft Of(ExtensionRow? row) => row is null ? new() : new()
    {
        Id = row.Id,
        AiNumber = row.AiNumber ?? "",
        ReturnNumber = row.ReturnNumber ?? "",
        Address = row.Address ?? "",
        VisitorPort = row.VisitorPort ?? "",
        ReturnPort = row.ReturnPort ?? "",
        Condominium = row.CondominiumId ?? "",
    };

    internal ExtensionRow ToRow() => new ExtensionRow(Id, AiNumber, ReturnNumber, Address, VisitorPort, ReturnPort, Condominium).Trimmed();
}
