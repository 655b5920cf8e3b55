using Ramais.Access;
using Ramais.Testing;

namespace Ramais.Tests.Access;

public sealed class FileDecisionSinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileDecisionSink _sink;

    public FileDecisionSinkTests() => _sink = new(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string[] Lines => File.ReadAllLines(_folder.File("decisoes.jsonl"));

    public void Dispose()
    {
        _sink.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_repetition_adds_no_second_line()
    {
        await _sink.DeliverAsync(Decision(1), repeated: false, Cancellation);
        await _sink.DeliverAsync(Decision(1), repeated: true, Cancellation);
        await _sink.DeliverAsync(Decision(2), repeated: true, Cancellation);
        Assert.Equal(2, Lines.Length);
    }

    [Theory]
    [InlineData("{\"call_id\":\"")]
    [InlineData("{\"call_id\":\"00000001-0007-0007-0102-030405060708\",\"action\":\"auth")]
    public async Task A_line_that_a_crash_cut_short_does_not_count_and_spoils_no_other(string torn)
    {
        await File.WriteAllTextAsync(_folder.File("decisoes.jsonl"), torn, Cancellation);
        await _sink.DeliverAsync(Decision(1), repeated: true, Cancellation);
        Assert.Equal(torn, Lines[0]);
        Assert.StartsWith($"{{\"call_id\":\"{Gatehouse.NewId()}\",\"action\":\"authorize\"", Lines[1], StringComparison.Ordinal);
        Assert.EndsWith("}", Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_at_once_are_a_line_each()
    {
        await Task.WhenAll(Enumerable.Range(1, 50).Select(number => _sink.DeliverAsync(Decision(number), repeated: false, Cancellation)));
        Assert.Equal(50, Lines.Distinct().Count());
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_told_with_the_cure()
    {
        System.IO.Directory.CreateDirectory(_folder.File("decisoes.jsonl"));
        var failure = await Assert.ThrowsAsync<DecisionSinkException>(() => _sink.DeliverAsync(Decision(1), repeated: false, Cancellation));
        Assert.Contains("confira o disco e o dono da pasta DATA_DIR", failure.Message, StringComparison.Ordinal);
    }

    private static AccessDecision Decision(int number) =>
        new(Gatehouse.NewId(number), 15, true, "501", "", "Marcos", "entrega", "key", VirtualTimeProvider.Epoch);
}
