using System.Globalization;

namespace Ramais.Benchmarks.Macro;

/// <summary>Numbers on the command line of a bench.</summary>
internal static class Arguments
{
    public static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The number at a place, or what it is when nobody says.</summary>
    public static int NumberAt(this string[] arguments, int index, int byDefault) => arguments.Length > index ? Number(arguments[index]) : byDefault;
}
