using System.Security.Cryptography;
using System.Text;

namespace Ramais.Access;

/// <summary>
/// Makes the hashes of the audit chain. Without a key it shows edits, but whoever may write the file can compute the whole chain anew; with a
/// key that is kept elsewhere, they can't.
/// </summary>
/// <param name="key">AUDIT_KEY; null: none.</param>
internal sealed class AuditSeal(string? key)
{
    public const string Plain = "sha256";
    public const string Keyed = "hmac-sha256";

    private readonly byte[]? _key = key is null ? null : Encoding.UTF8.GetBytes(key);

    /// <summary>The seal of new entries.</summary>
    public string Name => _key is null ? Plain : Keyed;

    /// <summary>The hash that an entry must have; null when that takes a key which is not there.</summary>
    public string? Of(AuditEntry entry) =>
        Sealed(entry.Seal, "entry", entry.Seq.ToString(System.Globalization.CultureInfo.InvariantCulture), entry.Kind, entry.At, entry.Body, entry.Seal, entry.Previous);

    /// <summary>The seal on the chain's end, which shows that its last entries were cut off.</summary>
    public string? OfHead(AuditEntry last) => Sealed(last.Seal, "head", last.Hash);

    public static string Commit(string salt, string kind, string text) => Convert.ToHexStringLower(SHA256.HashData(Join(salt, kind, text)));

    public static string NewSalt() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    private string? Sealed(string seal, params ReadOnlySpan<string> parts) => seal switch
    {
        Plain => Convert.ToHexStringLower(SHA256.HashData(Join(parts))),
        Keyed when _key is not null => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Join(parts))),
        _ => null,
    };

    /// <summary>Each part behind its length: no text can pass for two others.</summary>
    private static byte[] Join(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(part.Length).Append(':').Append(part);
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
