using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Ramais.Directory;

/// <summary>What a directory file held.</summary>
/// <param name="Snapshot">Everything that could be read.</param>
/// <param name="FirstCondominiumId">The first condominium in the file's order, or 0 when it names none.</param>
/// <param name="Faults">What could not, one line in Portuguese each; the entry concerned was skipped.</param>
internal sealed record DirectoryLoad(DirectorySnapshot Snapshot, int FirstCondominiumId, ImmutableArray<string> Faults);

/// <summary>
/// Reads <c>diretorio.json</c>: a list of condominiums, or a bare list of apartments, which is the directory of every condominium that has
/// none of its own. People edit it by hand, so a bad entry costs only itself.
/// </summary>
internal static class DirectoryFile
{
    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static DirectoryLoad Load(string path) => Parse(File.ReadAllText(path));

    /// <summary>Reads the text of a file. A text that is no JSON gives an empty snapshot and one fault.</summary>
    public static DirectoryLoad Parse(string json)
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        try
        {
            using var document = JsonDocument.Parse(json.TrimStart('\ufeff'), Tolerant);
            return Read(document.RootElement, faults);
        }
        catch (JsonException error)
        {
            return new DirectoryLoad(DirectorySnapshot.Empty, 0,
                [$"o diretório não é um JSON válido (linha {error.LineNumber + 1}): corrija o arquivo ou recupere a cópia anterior"]);
        }
    }

    private static DirectoryLoad Read(JsonElement root, ImmutableArray<string>.Builder faults)
    {
        if (root.ValueKind != JsonValueKind.Array)
            return new DirectoryLoad(DirectorySnapshot.Empty, 0, ["o diretório deve ser uma lista de condomínios ou de apartamentos"]);
        var own = new Dictionary<int, CondominiumDirectory>();
        var loose = new List<(JsonElement, string)>();
        var first = 0;
        foreach (var (entry, index) in root.EnumerateArray().Select((e, i) => (e, i)))
        {
            if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("condominium_id", out var id))
                first = Condominium(entry, id, index, own, faults) is { } read && first == 0 ? read : first;
            else
                loose.Add((entry, $"entrada {index + 1}"));
        }
        return new DirectoryLoad(new DirectorySnapshot(own.ToFrozenDictionary(), Apartments(loose, faults)), first, faults.ToImmutable());
    }

    private static int? Condominium(
        JsonElement entry, JsonElement id, int index, Dictionary<int, CondominiumDirectory> own, ImmutableArray<string>.Builder faults)
    {
        var where = $"condomínio {id}";
        if (!int.TryParse(Text(id), NumberStyles.Integer, CultureInfo.InvariantCulture, out var condominiumId))
            faults.Add($"entrada {index + 1}: condominium_id «{id}» não é um número inteiro");
        else if (own.ContainsKey(condominiumId))
            faults.Add($"entrada {index + 1}: o condomínio {condominiumId} já apareceu antes; junte os apartamentos em uma entrada só");
        else if (!entry.TryGetProperty("apartments", out var list) || list.ValueKind != JsonValueKind.Array)
            faults.Add($"{where}: falta a lista «apartments»");
        else
        {
            var apartments = Apartments([.. list.EnumerateArray().Select((a, i) => (a, $"{where}, apartamento {i + 1}"))], faults);
            own[condominiumId] = new CondominiumDirectory(condominiumId, Property(entry, "name"), apartments)
            {
                Greeting = CondominiumStyle.Greeting(Property(entry, "greeting"), where, faults),
                Voice = CondominiumStyle.Voice(Property(entry, "voice"), where, faults),
                Consent = CondominiumRules.Consent(Property(entry, "consent"), where, faults),
                DoNotDisturb = CondominiumRules.DoNotDisturb(Property(entry, "do_not_disturb"), where, faults),
            };
            return condominiumId;
        }
        return null;
    }

    private static ImmutableArray<Apartment> Apartments(List<(JsonElement Entry, string Where)> entries, ImmutableArray<string>.Builder faults)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var apartments = ImmutableArray.CreateBuilder<Apartment>();
        foreach (var (entry, where) in entries)
        {
            var number = Property(entry, "apartment_number");
            if (number.Length == 0)
                faults.Add($"{where}: falta «apartment_number»");
            else if (!seen.Add(number))
                faults.Add($"{where}: o apartamento «{number}» aparece mais de uma vez; vale o primeiro");
            else
                apartments.Add(new Apartment(number, Strings(entry, "residents", where, faults), Phones(entry, number, where, faults)));
        }
        return apartments.ToImmutable();
    }

    private static ImmutableArray<string> Phones(JsonElement entry, string number, string where, ImmutableArray<string>.Builder faults)
    {
        var phones = Strings(entry, "voip_number", where, faults);
        if (phones.Length == 0)
            faults.Add($"{where}: o apartamento «{number}» não tem «voip_number» e não pode ser chamado");
        return phones;
    }

    /// <summary>A string, a number or a list of them; blanks are trimmed, empty ones dropped.</summary>
    private static ImmutableArray<string> Strings(JsonElement entry, string name, string where, ImmutableArray<string>.Builder faults)
    {
        if (!entry.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return [];
        var texts = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(Text) : [Text(value)];
        var read = texts.ToArray();
        if (read.Any(t => t is null))
            faults.Add($"{where}: «{name}» tem um valor que não é texto");
        return [.. read.OfType<string>().Select(t => t.Trim()).Where(t => t.Length > 0)];
    }

    private static string Property(JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var value) ? Text(value)?.Trim() ?? "" : "";

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
