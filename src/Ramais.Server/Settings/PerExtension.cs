using System.Collections.Frozen;

namespace Ramais.Server.Settings;

/// <summary>A common value and those of some extensions, by AI number: <c>2018519=sim;2018521=nao</c> beside the common setting.</summary>
internal sealed class PerExtension<T>(T usual, FrozenDictionary<string, T> own) : IEquatable<PerExtension<T>>
    where T : struct
{
    public T Usual => usual;

    /// <summary>The values of the extensions that have one of their own, by AI number.</summary>
    public FrozenDictionary<string, T> Own => own;

    public PerExtension(T usual)
        : this(usual, FrozenDictionary<string, T>.Empty)
    {
    }

    public T For(string aiNumber) => own.TryGetValue(aiNumber, out var value) ? value : usual;

    public bool Equals(PerExtension<T>? other) =>
        other is not null && usual.Equals(other.Usual) && own.Count == other.Own.Count && own.All(each => other.Own.TryGetValue(each.Key, out var value) && each.Value.Equals(value));

    public override bool Equals(object? obj) => Equals(obj as PerExtension<T>);

    public override int GetHashCode() => HashCode.Combine(usual, own.Count);
}
