using System.Collections.Immutable;
using System.Text;

namespace Ramais.Directory.Csv;

/// <summary>One record of a CSV text.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Cells">Trimmed.</param>
internal sealed record CsvRecord(int Line, ImmutableArray<string> Cells);

/// <summary>
/// Reads and writes CSV as spreadsheets do: cells in quotes may hold separators, line ends and doubled quotes. The separator is what the first
/// line has more of, comma or semicolon.
/// </summary>
internal static class CsvText
{
    /// <summary>Blank lines are left out. A quote that is never closed ends with the text.</summary>
    public static ImmutableArray<CsvRecord> Read(string text)
    {
        var source = text.TrimStart('\ufeff');
        var separator = Separator(source);
        var records = ImmutableArray.CreateBuilder<CsvRecord>();
        var (cells, cell) = (new List<string>(), new StringBuilder());
        var (line, start, quoted) = (1, 1, false);
        for (var i = 0; i <= source.Length; i++)
        {
            var c = i < source.Length ? source[i] : '\n';
            if (quoted && i < source.Length && (c != '"' || (i + 1 < source.Length && source[i + 1] == '"')))
            {
                cell.Append(c);
                i += c == '"' ? 1 : 0;
            }
            else if (c == '"')
                quoted = !quoted;
            else if (c == separator || c == '\n')
            {
                cells.Add(Plain(cell.ToString().Trim()));
                cell.Clear();
                if (c == '\n' && cells.Exists(each => each.Length > 0))
                    records.Add(new(start, [.. cells]));
                if (c == '\n')
                    cells.Clear();
            }
            else
                cell.Append(c);
            line += c == '\n' ? 1 : 0;
            start = cells.Count == 0 && cell.Length == 0 && !quoted ? line : start;
        }
        return records.ToImmutable();
    }

    /// <summary>One line, safe to open in a spreadsheet.</summary>
    public static string Line(IEnumerable<string> cells) => string.Join(';', cells.Select(Quoted)) + "\r\n";

    /// <summary>A cell that a spreadsheet would carry out when it opens the file gets an apostrophe in front, which makes it text.</summary>
    public static string Harmless(string cell) => IsFormula(cell) ? "'" + cell : cell;

    private static bool IsFormula(string cell) => cell.TrimStart() is ['=' or '+' or '-' or '@', ..] || cell is ['\t' or '\r' or '\n', ..];

    private static string Quoted(string cell)
    {
        var safe = Harmless(cell);
        return safe.AsSpan().IndexOfAny(";,\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>Takes back the apostrophe of <see cref="Harmless"/>.</summary>
    private static string Plain(string cell) => cell is ['\'', ..] && IsFormula(cell[1..]) ? cell[1..] : cell;

    private static char Separator(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var first = end < 0 ? text : text[..end];
        return first.Count(c => c == ';') >= first.Count(c => c == ',') ? ';' : ',';
    }
}
