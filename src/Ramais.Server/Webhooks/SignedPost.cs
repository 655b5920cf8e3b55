using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Ramais.Server.Settings;

namespace Ramais.Server.Webhooks;

/// <summary>
/// A POST whose receiver can tell who sent it and when: HMAC-SHA256 with a shared key over the timestamp, a full stop and the body. The
/// timestamp is signed so that an old message can't be sent again as a new one.
/// </summary>
internal static class SignedPost
{
    /// <summary>Seconds since 1970.</summary>
    public const string TimestampHeader = "X-Ramais-Timestamp";

    /// <summary><c>sha256=</c> and the digest in lower-case hexadecimal.</summary>
    public const string SignatureHeader = "X-Ramais-Signature";

    public static HttpRequestMessage Create(Uri url, byte[] json, Secret key, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(json) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        message.Headers.Add(TimestampHeader, timestamp);
        message.Headers.Add(SignatureHeader, "sha256=" + Sign(timestamp, json, key));
        return message;
    }

    private static string Sign(string timestamp, byte[] json, Secret key)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key.Value));
        hmac.AppendData(Encoding.ASCII.GetBytes(timestamp + "."));
        hmac.AppendData(json);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
