using System.Collections.Immutable;
using System.Globalization;
using Ramais.ClickToCall;

namespace Ramais.Directory.Csv;

/// <summary>One apartment of a table, with the line that it stands on.</summary>
internal sealed record CsvApartment(int Line, int CondominiumId, string CondominiumName, Apartment Apartment);

/// <summary>What is wrong with a line; in Portuguese.</summary>
internal sealed record CsvFault(int Line, string Text);

/// <param name="Apartments">The lines that can be taken, in their order.</param>
/// <param name="Faults">The others, and what is doubtful; by line.</param>
internal sealed record CsvDirectory(ImmutableArray<CsvApartment> Apartments, ImmutableArray<CsvFault> Faults);

/// <summary>
/// The directory as a table: a line an apartment, the columns named by the first line, several residents or telephones in one cell parted
/// by <c>|</c>. Pure.
/// </summary>
internal static class DirectoryCsv
{
    private const char Part = '|';
    private const string Id = "condominio_id";
    private const string Name = "condominio";
    private const string Number = "apartamento";
    private const string Residents = "moradores";
    private const string Phones = "telefones";

    private static readonly string[] Columns = [Id, Name, Number, Residents, Phones];
    private static readonly string[] Needed = [Id, Number, Residents, Phones];

    public static CsvDirectory Parse(string text)
    {
        var records = CsvText.Read(text);
        if (records.IsEmpty)
            return new([], [new(1, $"o arquivo está vazio: a primeira linha deve ter os nomes das colunas, {string.Join(';', Columns)}")]);
        var places = Columns.ToDictionary(c => c, c => records[0].Cells.IndexOf(c, 0, StringComparer.OrdinalIgnoreCase));
        var missing = Needed.Where(c => places[c] < 0).ToArray();
        if (missing.Length > 0)
            return new([], [new(records[0].Line, $"falta a coluna {string.Join(", ", missing)}: a primeira linha deve ter {string.Join(';', Columns)}")]);
        var reader = new Reader(places);
        foreach (var record in records.AsSpan()[1..])
            reader.Take(record);
        return reader.Done();
    }

    /// <summary>Everything, by condominium, in the directory's order.</summary>
    public static string Format(IEnumerable<CondominiumDirectory> condominiums) => CsvText.Line(Columns) + string.Concat(
        from condominium in condominiums
        from apartment in condominium.Apartments
        select CsvText.Line([
            condominium.CondominiumId.ToString(CultureInfo.InvariantCulture), condominium.Name, apartment.Number,
            string.Join(Part, apartment.Residents), string.Join(Part, apartment.Phones)]));

    private sealed class Reader(Dictionary<string, int> places)
    {
        private readonly ImmutableArray<CsvApartment>.Builder _apartments = ImmutableArray.CreateBuilder<CsvApartment>();
        private readonly ImmutableArray<CsvFault>.Builder _faults = ImmutableArray.CreateBuilder<CsvFault>();
        private readonly Dictionary<(int, string), int> _seen = [];

        public CsvDirectory Done() => new(_apartments.ToImmutable(), _faults.ToImmutable());

        public void Take(CsvRecord record)
        {
            var (written, number) = (Cell(record, Id), Cell(record, Number));
            var (residents, phones) = (Parts(record, Residents), Parts(record, Phones));
            if (!int.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var condominium))
                Fault(record, $"{Id} «{written}» não é um número inteiro");
            else if (number.Length == 0)
                Fault(record, $"{Number} vazio");
            else if (_seen.TryGetValue((condominium, number.ToUpperInvariant()), out var first))
                Fault(record, $"o apartamento «{number}» já está na linha {first}");
            else if (phones.IsEmpty)
                Fault(record, $"{Phones} vazio: sem número ninguém pode ser chamado");
            else if (phones.FirstOrDefault(p => !DialableNumber.IsDialable(p)) is { } phone)
                Fault(record, $"o telefone «{phone}» não pode ser discado: use dígitos, +, *, # ou um endereço sip:");
            else
            {
                _seen[(condominium, number.ToUpperInvariant())] = record.Line;
                _apartments.Add(new(record.Line, condominium, Cell(record, Name), new(number, residents, phones)));
            }
        }

        private void Fault(CsvRecord record, string text) => _faults.Add(new(record.Line, text));

        private string Cell(CsvRecord record, string column) => places[column] is >= 0 and var place && place < record.Cells.Length ? record.Cells[place] : "";

        private ImmutableArray<string> Parts(CsvRecord record, string column) =>
            [.. Cell(record, column).Split(Part, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
    }
}
