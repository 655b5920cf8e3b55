using System.Buffers;

namespace Ramais.ClickToCall;

/// <summary>What may leave towards a PBX: digits with +, * and #, or a plain sip: address. Anything else could end a dial string early.</summary>
internal static class DialableNumber
{
    private const int MaxLength = 64;

    private static readonly SearchValues<char> Keys = SearchValues.Create("0123456789+*#");
    private static readonly SearchValues<char> SipCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-_");

    public static bool IsDialable(string number)
    {
        if (number.Length is 0 or > MaxLength)
            return false;
        return number.StartsWith("sip:", StringComparison.Ordinal) ? IsSipAddress(number.AsSpan(4)) : !number.AsSpan().ContainsAnyExcept(Keys);
    }

    /// <summary>What is dialled behind a trunk: the user of a sip: address, any other number as it is.</summary>
    public static string User(string number) =>
        number.StartsWith("sip:", StringComparison.Ordinal) ? number[4..].Split('@')[0] : number;

    private static bool IsSipAddress(ReadOnlySpan<char> address)
    {
        var at = address.IndexOf('@');
        return at > 0
            && at < address.Length - 1
            && !address[..at].ContainsAnyExcept(SipCharacters)
            && !address[(at + 1)..].ContainsAnyExcept(SipCharacters);
    }
}
