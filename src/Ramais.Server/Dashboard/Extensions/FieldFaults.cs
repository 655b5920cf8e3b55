using System.Collections.Immutable;
using Ramais.Extensions;

namespace Ramais.Server.Dashboard.Extensions;

/// <summary>Puts the source's reasons beside the fields that they speak of. Pure.</summary>
internal static class FieldFaults
{
    /// <summary>Where reasons stand that speak of no field.</summary>
    public const string Whole = "";

    private static readonly string[] Fields = ["ramal_ia", "ramal_retorno", "ip_servidor", "porta_ia", "porta_retorno", "condominio_id"];

    public static ILookup<string, string> Place(IEnumerable<string> reasons, ExtensionRow row) => reasons.ToLookup(reason => FieldOf(reason, row));

    /// <summary>A reason begins with its field, or, where two rows want the same, with what they want.</summary>
    private static string FieldOf(string reason, ExtensionRow row) => reason.Split(' ') switch
    {
        [var field, ..] when Fields.Contains(field) => field,
        ["porta", var port, ..] => port == row.ReturnPort ? "porta_retorno" : "porta_ia",
        ["ramal", var number, ..] => number == row.ReturnNumber && number != row.AiNumber ? "ramal_retorno" : "ramal_ia",
        _ => Whole,
    };
}
