using System.Collections.Frozen;

namespace Ramais.Server.Settings;

/// <summary>A common value and those of some extensions, by AI number: <c>2018519=sim;2018521=nao</c> beside the common setting.</summary>
internal sealed class PerExtension<T>(T usual, FrozenDictionary<string, T> own)
{
    public T Usual => usual;

    /// <summary>The values of the extensions that have one of their own, by AI number.</summary>
    public FrozenDictionary<string, T> Own => own;

    public PerExtension(T usual)
        : this(usual, FrozenDictionary<string, T>.Empty)
    {
    }

    public T For(string aiNumber) => own.TryGetValue(aiNumber, out var value) ? value : usual;
}
