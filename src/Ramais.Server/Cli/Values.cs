using System.CommandLine;
using System.Globalization;

namespace Ramais.Server.Cli;

/// <summary>Options whose values are checked as they are parsed, with the fault in Portuguese.</summary>
internal static class Values
{
    private delegate bool TryParse<T>(string text, out T value);

    public static Option<int> Port(string name, string description) =>
        Create<int>(name, "PORTA", description, "uma porta de 1 a 65535", TryParsePort);

    public static Option<int> Count(string name, string helpName, string description, int maximum) =>
        Create<int>(name, helpName, description, $"um número de 1 a {maximum}",
            (text, out value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= 1 && value <= maximum);

    public static Option<int> Condominium(string name, string description) =>
        Create<int>(name, "N", description, "o número de um condomínio",
            (text, out value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));

    /// <summary>A time in seconds, with a decimal point or comma.</summary>
    public static Option<TimeSpan> Seconds(string name, string description, TimeSpan byDefault)
    {
        var option = Create<TimeSpan>(name, "SEGUNDOS", description, "segundos, de 0 a 86400", TryParseSeconds);
        option.DefaultValueFactory = _ => byDefault;
        return option;
    }

    public static Option<Guid?> Uuid(string name, string description) =>
        Create<Guid?>(name, "UUID", description, "um UUID como 6d6539d9-b4b5-4578-82cf-1578e459d6c6",
            (text, out value) => (value = Guid.TryParse(text, out var parsed) ? parsed : null) is not null);

    /// <summary>One port, or two with a hyphen between them.</summary>
    public static Option<(int First, int Last)?> Ports(string name, string description) =>
        Create<(int, int)?>(name, "A-B", description, "duas portas em ordem crescente, como 8101-8110", TryParsePorts);

    /// <summary>A text that <paramref name="read"/> takes, or turns into what it means; null from it is a fault.</summary>
    public static Option<T?> Text<T>(string name, string helpName, string description, string expected, Func<string, T?> read) where T : class =>
        Create<T?>(name, helpName, description, expected, (text, out value) => (value = read(text)) is not null);

    private static Option<T> Create<T>(string name, string helpName, string description, string expected, TryParse<T> parse) =>
        new(name)
        {
            HelpName = helpName,
            Description = description,
            CustomParser = result =>
            {
                if (parse(result.Tokens[0].Value, out var value))
                    return value;
                result.AddError($"{name}: '{result.Tokens[0].Value}' não serve; espera-se {expected}");
                return default!;
            },
        };

    private static bool TryParsePort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;

    private static bool TryParsePorts(string text, out (int First, int Last)? ports)
    {
        ports = null;
        if (text.Split('-') is not [var first, var last] || !TryParsePort(first, out var low) || !TryParsePort(last, out var high) || low > high)
            return false;
        ports = (low, high);
        return true;
    }

    private static bool TryParseSeconds(string text, out TimeSpan time)
    {
        time = default;
        if (!double.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            || seconds is not (>= 0 and <= 86400))
            return false;
        time = TimeSpan.FromSeconds(seconds);
        return true;
    }
}
