namespace Ramais.Server.Dialplan;

/// <summary>What a dialplan needs to know beside the extensions.</summary>
/// <param name="Host">Where Asterisk reaches the extensions whose address is a wildcard: an IP address or a host name.</param>
/// <param name="Api">The HTTP API as Asterisk reaches it, without a slash at the end.</param>
/// <param name="SendsKey">Whether the API wants its key.</param>
/// <param name="Fallback">Where a call goes that Ramais could not take or did not settle; null hangs up.</param>
internal sealed record DialplanOptions(string Host, string Api, bool SendsKey, DialplanTarget? Fallback);

/// <summary>An extension of the PBX's own dialplan.</summary>
internal sealed record DialplanTarget(string Number, string Context)
{
    private const string DefaultContext = "default";
    private const int LongestContext = 79; // AST_MAX_CONTEXT without its end

    /// <summary>Reads <c>RAMAL</c> or <c>RAMAL@CONTEXTO</c>; null for anything that does not fit into a dialplan line.</summary>
    public static DialplanTarget? TryParse(string text)
    {
        var (number, context) = text.IndexOf('@') is var at and >= 0 ? (text[..at], text[(at + 1)..]) : (text, DefaultContext);
        return DialplanSafety.IsNumber(number) && IsContext(context) ? new DialplanTarget(number, context) : null;
    }

    private static bool IsContext(string text) =>
        text.Length is > 0 and <= LongestContext && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}

/// <summary>An accepted extension and the port of its return listener, configured or given.</summary>
/// <param name="Extension">As configured.</param>
/// <param name="ReturnPort">Null when PORT_ALTERNATIVES has none left for it.</param>
internal sealed record DialplanEntry(Extensions.Extension Extension, int? ReturnPort);
