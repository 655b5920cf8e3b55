using Ramais.Conversation;
using Ramais.Directory;

namespace Ramais.Tests.Conversation;

public sealed class EndpointingRulesTests
{
    private static readonly CondominiumDirectory Directory = new(
        15, "Aurora", [new("501", ["Lucas Martinelli"], ["1003501"]), new("302", [], ["1003302"]), new("500", [], ["1003500"])]);

    [Theory]
    [InlineData(nameof(ExpectedAnswer.Closed), null, 500)]
    [InlineData(nameof(ExpectedAnswer.Number), "", 500)]
    [InlineData(nameof(ExpectedAnswer.Open), null, 800)]
    [InlineData(nameof(ExpectedAnswer.Number), "apartamento quinhentos e um", 350)]
    [InlineData(nameof(ExpectedAnswer.Number), "quinhentos", 500)]
    [InlineData(nameof(ExpectedAnswer.Number), "quinhentos e", 1400)]
    [InlineData(nameof(ExpectedAnswer.Number), "é", 1400)]
    [InlineData(nameof(ExpectedAnswer.Number), "apartamento", 1400)]
    [InlineData(nameof(ExpectedAnswer.Number), "novecentos e nove", 500)]
    [InlineData(nameof(ExpectedAnswer.Open), "tenho uma entrega", 800)]
    [InlineData(nameof(ExpectedAnswer.Open), "tenho uma entrega pro trezentos e dois", 500)]
    [InlineData(nameof(ExpectedAnswer.Open), "tenho uma entrega pro", 1400)]
    [InlineData(nameof(ExpectedAnswer.Closed), "não", 350)]
    [InlineData(nameof(ExpectedAnswer.Closed), "hum", 1200)]
    [InlineData(nameof(ExpectedAnswer.Closed), "sim", 500)]
    public void What_was_said_so_far_decides_how_long_to_wait(string expected, string? partial, int milliseconds) =>
        Assert.Equal(milliseconds, EndpointingRules.Silence(ListeningTable.Embedded, Enum.Parse<ExpectedAnswer>(expected), partial, Directory).TotalMilliseconds);
}
