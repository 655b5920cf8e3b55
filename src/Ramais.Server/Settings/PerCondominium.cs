using System.Collections.Frozen;
using System.Globalization;

namespace Ramais.Server.Settings;

/// <summary>One value for all condominiums, values for some, or both: <c>geral</c>, <c>15=aurora,16=ipe</c>, <c>15=aurora,geral</c>.</summary>
internal sealed class PerCondominium : IEquatable<PerCondominium>
{
    private readonly string _text;
    private readonly string? _default;
    private readonly FrozenDictionary<int, string> _own;

    private PerCondominium(string text, string? fallback, Dictionary<int, string> own)
    {
        (_text, _default, _own) = (text, fallback, own.ToFrozenDictionary());
    }

    /// <summary>Every value, the common one first.</summary>
    public IEnumerable<string> Values => _default is null ? _own.Values : _own.Values.Prepend(_default);

    /// <summary>Null where the condominium has none of its own and there is no common one.</summary>
    public string? For(int condominium) => _own.GetValueOrDefault(condominium, _default!);

    /// <param name="text">As it is written in the setting.</param>
    /// <param name="isValid">Judges one value.</param>
    /// <returns>Null when it can't be read, is empty, or names a condominium twice.</returns>
    public static PerCondominium? Parse(string text, Func<string, bool> isValid)
    {
        string? fallback = null;
        var own = new Dictionary<int, string>();
        foreach (var entry in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = entry.IndexOf('=', StringComparison.Ordinal);
            var value = entry[(equals + 1)..].Trim();
            if (!isValid(value))
                return null;
            if (equals < 0 && fallback is null)
                fallback = value;
            else if (equals < 0 || !int.TryParse(entry.AsSpan(0, equals), NumberStyles.Integer, CultureInfo.InvariantCulture, out var id) || !own.TryAdd(id, value))
                return null;
        }
        return new(text, fallback, own);
    }

    public bool Equals(PerCondominium? other) => other?._text == _text;

    public override bool Equals(object? obj) => Equals(obj as PerCondominium);

    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _text;
}
