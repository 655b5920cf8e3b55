using System.Text.RegularExpressions;

namespace Ramais.Voice;

/// <summary>
/// A voice as an installer writes it: a Portuguese of espeak-ng and one of its variants, "pt-br" or "pt-br+f3". The pattern is the whole
/// alphabet that may reach a command line or a folder's name.
/// </summary>
internal static partial class VoiceName
{
    public static bool IsValid(string name) => Pattern().IsMatch(name);

    [GeneratedRegex(@"\Apt(-br|-pt)?(\+[A-Za-z0-9]{1,20})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
