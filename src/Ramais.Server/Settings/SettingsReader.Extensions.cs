using System.Collections.Frozen;

namespace Ramais.Server.Settings;

/// <summary>Settings that an extension may have its own value of: <c>NAME_EXTENSIONS</c> beside <c>NAME</c>.</summary>
internal sealed partial class SettingsReader
{
    /// <param name="name">Of the setting with the extensions' own values; the common one is read already.</param>
    /// <param name="usual">What holds for every other extension.</param>
    /// <param name="parse">Judges one value.</param>
    /// <param name="expected">What is said of one that can't be read.</param>
    private PerExtension<T> Extensions<T>(string name, T usual, Func<string, T?> parse, string expected)
        where T : struct => Value(
            name, new(usual), text => ReadOwn(text, parse) is { } own ? new PerExtension<T>(usual, own) : null, $"ramais de IA com o seu valor, como 2018519=…;2018521=…, cada um {expected}");

    /// <returns>Null when an entry can't be read or an extension stands twice.</returns>
    private static FrozenDictionary<string, T>? ReadOwn<T>(string text, Func<string, T?> parse)
        where T : struct
    {
        var own = new Dictionary<string, T>();
        foreach (var entry in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } extension, { Length: > 0 } written])
                return null;
            if (parse(written) is not { } value || !own.TryAdd(extension, value))
                return null;
        }
        return own.ToFrozenDictionary();
    }
}
