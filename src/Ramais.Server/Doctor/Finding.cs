namespace Ramais.Server.Doctor;

internal enum FindingLevel
{
    Good,

    /// <summary>It works without, but less well.</summary>
    Warning,

    /// <summary>Something essential is missing: the server would not start, or not serve calls.</summary>
    Missing,
}

/// <summary>One thing looked at: what it is, how it stands and, unless it is good, the cure. In Portuguese.</summary>
internal sealed record Finding(FindingLevel Level, string Subject, string Text, string? Cure = null)
{
    public static Finding Good(string subject, string text) => new(FindingLevel.Good, subject, text);

    public static Finding Warning(string subject, string text, string cure) => new(FindingLevel.Warning, subject, text, cure);

    public static Finding Missing(string subject, string text, string cure) => new(FindingLevel.Missing, subject, text, cure);

    /// <summary>Of a message that ends in its cure.</summary>
    public static Finding Split(FindingLevel level, string subject, string message, string separator = "; ")
    {
        var cure = message.LastIndexOf(separator, StringComparison.Ordinal);
        return cure < 0 ? new(level, subject, message) : new(level, subject, message[..cure], message[(cure + separator.Length)..]);
    }

    /// <summary>The one line that is printed.</summary>
    public override string ToString()
    {
        var mark = Level switch
        {
            FindingLevel.Good => "ok   ",
            FindingLevel.Warning => "aviso",
            _ => "FALTA",
        };
        return $"{mark}  {Subject}: {Text}{(Cure is null ? "" : $"; {Cure}")}";
    }
}
