using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Ramais.Directory.Csv;

/// <summary>What an import would do, counted in apartments.</summary>
/// <param name="Removed">Those of the table's condominiums that the table has not; 0 unless it replaces them.</param>
internal readonly record struct ImportCounts(int Added, int Changed, int Unchanged, int Removed);

/// <summary>
/// Puts the apartments of a table into the text of <c>diretorio.json</c>. What the table does not speak of stays: other condominiums, greetings,
/// rules, fields that only people know. Pure.
/// </summary>
internal static class DirectoryImport
{
    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <param name="json">The file as it is; empty where there is none.</param>
    /// <param name="table">What goes in.</param>
    /// <param name="replaces">Apartments of the table's condominiums that the table has not are removed.</param>
    /// <returns>The new text, and what has changed.</returns>
    /// <exception cref="JsonException">The file is no JSON, or no list.</exception>
    public static (string Json, ImportCounts Counts) Into(string json, IReadOnlyList<CsvApartment> table, bool replaces)
    {
        var root = json.Length == 0 ? [] : JsonNode.Parse(json.TrimStart('\ufeff'), null, Tolerant) as JsonArray ?? throw new JsonException("The directory is no list.");
        var counts = default(ImportCounts);
        foreach (var condominium in table.GroupBy(a => a.CondominiumId))
            counts = Merge(ApartmentsOf(root, condominium.Key, condominium.First().CondominiumName), [.. condominium], replaces, counts);
        return (root.ToJsonString(Written) + "\n", counts);
    }

    private static JsonArray ApartmentsOf(JsonArray root, int id, string name)
    {
        var entry = root.OfType<JsonObject>().FirstOrDefault(e => Text(e["condominium_id"]) == id.ToString(CultureInfo.InvariantCulture));
        if (entry is null)
            root.Add(entry = new JsonObject { ["condominium_id"] = id, ["name"] = name });
        if (entry["apartments"] is not JsonArray apartments)
            entry["apartments"] = apartments = [];
        return apartments;
    }

    private static ImportCounts Merge(JsonArray apartments, IReadOnlyList<CsvApartment> table, bool replaces, ImportCounts counts)
    {
        foreach (var each in table)
        {
            var old = apartments.OfType<JsonObject>().FirstOrDefault(a => IsNumber(a, each.Apartment.Number));
            var was = old?.ToJsonString();
            var entry = old ?? new JsonObject { ["apartment_number"] = each.Apartment.Number };
            entry["residents"] = List(each.Apartment.Residents);
            entry["voip_number"] = each.Apartment.Phones is [var only] ? only : List(each.Apartment.Phones);
            if (old is null)
                apartments.Add(entry);
            counts = old is null ? counts with { Added = counts.Added + 1 }
                : entry.ToJsonString() == was ? counts with { Unchanged = counts.Unchanged + 1 }
                : counts with { Changed = counts.Changed + 1 };
        }
        return replaces ? counts with { Removed = counts.Removed + RemoveOthers(apartments, table) } : counts;
    }

    private static int RemoveOthers(JsonArray apartments, IReadOnlyList<CsvApartment> table)
    {
        var others = apartments.Where(a => a is not JsonObject entry || !table.Any(t => IsNumber(entry, t.Apartment.Number))).ToList();
        others.ForEach(other => apartments.Remove(other));
        return others.Count;
    }

    private static bool IsNumber(JsonObject apartment, string number) =>
        string.Equals(Text(apartment["apartment_number"])?.Trim(), number, StringComparison.OrdinalIgnoreCase);

    private static JsonArray List(ImmutableArray<string> texts) => [.. texts.Select(t => (JsonNode)t)];

    private static string? Text(JsonNode? node) => node is JsonValue value ? value.ToString() : null;
}
