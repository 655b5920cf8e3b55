using Ramais.Language;

namespace Ramais.Directory;

/// <summary>
/// An apartment's number taken apart, so that "B-11", "11B", "Bloco B 11" and "Casa 7" compare by what they mean.
/// </summary>
/// <param name="Block">The block's or tower's letter or number, small; empty without one.</param>
/// <param name="Unit">The digits of the apartment or house, without leading zeros.</param>
internal readonly record struct UnitNumber(string Block, string Unit)
{
    /// <summary>Takes a number apart as a directory or a person writes it.</summary>
    public static UnitNumber Parse(string written)
    {
        string block = "", unit = "";
        foreach (var word in Phrase.Split(written))
        {
            if (UnitWords.Contains(word.Text))
                continue;
            if (word.IsNumber && unit.Length > 0)
                (block, unit) = (block.Length > 0 ? block : unit, Trim(word.Text));
            else if (word.IsNumber)
                unit = Trim(word.Text);
            else if (block.Length == 0)
                block = word.Text;
        }
        return new UnitNumber(block, unit);
    }

    /// <summary>Whether somebody who says <paramref name="spoken"/> may mean this one. Who names no block may mean any.</summary>
    public bool Answers(UnitNumber spoken) => Unit == spoken.Unit && (spoken.Block.Length == 0 || Block.Length == 0 || Block == spoken.Block);

    private static string Trim(string digits) => digits.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : digits;

    private static readonly HashSet<string> UnitWords =
        ["apartamento", "apto", "ap", "ape", "casa", "bloco", "bl", "torre", "unidade", "sala", "lote",
            "quadra", "predio", "edificio", "ala", "n", "no"];
}
