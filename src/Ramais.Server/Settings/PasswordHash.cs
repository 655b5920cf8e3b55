using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;

namespace Ramais.Server.Settings;

/// <summary>
/// What is kept of a password: PBKDF2 with HMAC-SHA-256, written <c>pbkdf2-sha256:iterations:salt:hash</c>. Base64url and colons survive
/// .env files, shells and units of systemd without quotes.
/// </summary>
internal sealed class PasswordHash
{
    private const string Scheme = "pbkdf2-sha256";
    private const int Iterations = 600_000; // OWASP's floor for this function
    private const int FewestIterations = 100_000;
    private const int MostIterations = 10_000_000;
    private const int SaltLength = 16;
    private const int HashLength = 32;

    private readonly int _iterations;
    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) => (_iterations, _salt, _hash) = (iterations, salt, hash);

    /// <summary>As written in the settings.</summary>
    public string Text => string.Create(
        CultureInfo.InvariantCulture, $"{Scheme}:{_iterations}:{Base64Url.EncodeToString(_salt)}:{Base64Url.EncodeToString(_hash)}");

    public static PasswordHash Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        return new(Iterations, salt, Derive(password, salt, Iterations));
    }

    /// <returns>Null for anything that <see cref="Text"/> did not write.</returns>
    public static PasswordHash? TryParse(string text)
    {
        if (text.Split(':') is not [Scheme, var rounds, var salt, var hash]
            || !int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
            || iterations is < FewestIterations or > MostIterations)
            return null;
        return Bytes(salt) is { Length: SaltLength } s && Bytes(hash) is { Length: HashLength } h ? new(iterations, s, h) : null;
    }

    /// <summary>Takes some hundred milliseconds, whatever the answer.</summary>
    public bool Matches(string password) => CryptographicOperations.FixedTimeEquals(Derive(password, _salt, _iterations), _hash);

    public override string ToString() => "***";

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, HashLength);

    private static byte[]? Bytes(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
