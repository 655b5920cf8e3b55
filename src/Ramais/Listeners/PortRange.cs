using System.Globalization;

namespace Ramais.Listeners;

/// <summary>TCP ports from <see cref="First"/> to <see cref="Last"/>, both included.</summary>
internal readonly record struct PortRange(int First, int Last)
{
    public IEnumerable<int> Ports => Enumerable.Range(First, Last - First + 1);

    public bool Contains(int port) => port >= First && port <= Last;

    /// <summary>Reads <c>9000-9999</c>, or a single port. Null when it is neither.</summary>
    public static PortRange? TryParse(string text)
    {
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        if (parts.Length > 2 || Port(parts[0]) is not { } first || Port(parts[^1]) is not { } last || first > last)
            return null;
        return new PortRange(first, last);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    private static int? Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 ? port : null;
}
