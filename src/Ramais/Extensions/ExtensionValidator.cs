using System.Collections.Immutable;
using System.Globalization;

namespace Ramais.Extensions;

/// <summary>Judges rows one by one: a bad row is rejected with all its reasons and leaves the others alone.</summary>
internal static class ExtensionValidator
{
    /// <summary><c>char(50)</c> of the table.</summary>
    private const int LongestText = 50;

    private const string NumberSymbols = "+*#._-";

    /// <param name="rows">As loaded.</param>
    /// <param name="open">What is served now; decides who keeps a contested port or number.</param>
    public static ValidationResult Validate(IReadOnlyList<ExtensionRow> rows, IReadOnlyCollection<Extension> open)
    {
        var rejected = ImmutableArray.CreateBuilder<RejectedRow>();
        var wellFormed = new List<Extension>(rows.Count);
        foreach (var row in rows)
        {
            var faults = new List<string>();
            if (Read(row.Trimmed(), faults) is { } extension)
                wellFormed.Add(extension);
            else
                rejected.Add(new RejectedRow(row.Id, [.. faults], Conflict: false));
        }
        var accepted = ExtensionConflicts.Settle(wellFormed, open, rejected);
        rejected.Sort((a, b) => a.Id.CompareTo(b.Id));
        return new ValidationResult(accepted, rejected.ToImmutable());
    }

    private static Extension? Read(ExtensionRow row, List<string> faults)
    {
        if (row.Id <= 0)
            faults.Add("id ausente ou menor que 1: dê à linha um número inteiro que nenhuma outra tenha");
        CheckNumber("ramal_ia", row.AiNumber, faults);
        CheckNumber("ramal_retorno", row.ReturnNumber, faults);
        CheckAddress(row.Address, faults);
        var visitor = ReadPort("porta_ia", row.VisitorPort, faults);
        int? back = row.ReturnPort is null ? null : ReadPort("porta_retorno", row.ReturnPort, faults);
        if (visitor > 0 && visitor == back)
            faults.Add($"porta_ia e porta_retorno são a mesma ({visitor}): use duas portas diferentes");
        var condominium = ReadCondominium(row.CondominiumId, faults);
        return faults.Count > 0
            ? null
            : new Extension(row.Id, row.AiNumber!, row.ReturnNumber!, row.Address!, visitor, back, condominium);
    }

    private static void CheckNumber(string field, string? text, List<string> faults)
    {
        if (string.IsNullOrEmpty(text))
            faults.Add($"{field} vazio: informe o número do ramal");
        else if (text.Length > LongestText)
            faults.Add($"{field} tem {text.Length} caracteres: o limite é {LongestText}");
        else if (!text.All(c => char.IsAsciiLetterOrDigit(c) || NumberSymbols.Contains(c, StringComparison.Ordinal)))
            faults.Add($"{field} \"{text}\" tem caracteres que um ramal não pode ter: use algarismos, letras e {NumberSymbols}");
    }

    private static void CheckAddress(string? text, List<string> faults)
    {
        if (ExtensionAddress.TryParse(text) is null)
            faults.Add($"ip_servidor \"{text}\" não é um endereço IP: use, por exemplo, 0.0.0.0");
    }

    private static int ReadPort(string field, string? text, List<string> faults)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var port))
            faults.Add(string.IsNullOrEmpty(text)
                ? $"{field} vazia: informe uma porta de 1 a 65535"
                : $"{field} \"{text}\" não é um número: use uma porta de 1 a 65535");
        else if (port is < 1 or > 65535)
            faults.Add($"{field} {port} fora da faixa: use uma porta de 1 a 65535");
        else
            return port;
        return 0;
    }

    private static int ReadCondominium(string? text, List<string> faults)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
            faults.Add(string.IsNullOrEmpty(text)
                ? "condominio_id ausente: informe o número do condomínio"
                : $"condominio_id \"{text}\" não é um número inteiro");
        return id;
    }
}

/// <summary>What may be served, by id, and what may not, by id.</summary>
internal sealed record ValidationResult(ImmutableArray<Extension> Accepted, ImmutableArray<RejectedRow> Rejected);
