using System.Globalization;
using Ramais.Extensions;

namespace Ramais.Tests.Extensions;

/// <summary>Rows for tests, good unless a test says otherwise.</summary>
internal static class Rows
{
    public static ExtensionRow Row(int id, int visitor, int? back = null, string? number = null, string address = "127.0.0.1") => new(
        id, number ?? $"20{id}1", $"20{id}2", address, visitor.ToString(CultureInfo.InvariantCulture),
        back?.ToString(CultureInfo.InvariantCulture), "15");

    public static Extension Served(ExtensionRow row) => Assert.Single(ExtensionValidator.Validate([row], []).Accepted);
}
