using System.Security.Cryptography;

namespace Ramais.AudioSocket.Tests;

/// <summary>One generated message.</summary>
internal sealed record WireMessage(byte Type, byte[] Payload)
{
    private const int Shown = 16;

    /// <summary>The bytes, or how many there are and their hash: equal exactly when the bytes are, and short when a test fails.</summary>
    public static string Show(ReadOnlySpan<byte> bytes) => bytes.Length <= Shown
        ? Convert.ToHexString(bytes)
        : $"{bytes.Length} bytes {Convert.ToHexString(SHA256.HashData(bytes))[..Shown]}";

    public override string ToString() => $"{Type:x2} {Show(Payload)}";
}
