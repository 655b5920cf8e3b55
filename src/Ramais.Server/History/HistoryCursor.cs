using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Ramais.History;

namespace Ramais.Server.History;

/// <summary>The last call of a page; the next page begins behind it. Opaque to whoever carries it.</summary>
internal sealed record HistoryCursor(DateTimeOffset StartedAt, Guid Id)
{
    public static HistoryCursor Of(PastCall call) => new(call.StartedAt, call.Id);

    /// <summary>A page that begins here has this call, and those of its millisecond, too.</summary>
    public static HistoryCursor Above(PastCall call) => new(call.StartedAt.AddMilliseconds(1), Guid.Empty);

    /// <summary>Whether a call lies behind. UUIDs sort as their text, as in both databases.</summary>
    public bool IsBefore(PastCall call) => (call.StartedAt, call.Id).CompareTo((StartedAt, Id)) < 0;

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{StartedAt.ToUnixTimeMilliseconds()} {Id}")));

    /// <summary>Null for what is no cursor.</summary>
    public static HistoryCursor? Parse(string text)
    {
        if (!Base64Url.IsValid(text) || Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split(' ') is not [var at, var id])
            return null;
        return long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms < 4_102_444_800_000 && Guid.TryParseExact(id, "D", out var guid)
            ? new(DateTimeOffset.FromUnixTimeMilliseconds(ms), guid)
            : null;
    }
}
