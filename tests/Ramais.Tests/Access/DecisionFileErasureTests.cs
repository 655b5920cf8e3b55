using System.Text;
using Ramais.Access;
using Ramais.Testing;

namespace Ramais.Tests.Access;

public sealed class DecisionFileErasureTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Everything = ["resident", "visitor", "apartment"];

    private readonly TemporaryFolder _folder = new();
    private readonly FileDecisionSink _sink;

    public DecisionFileErasureTests() => _sink = new(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Path => _folder.File("decisoes.jsonl");

    public void Dispose()
    {
        _sink.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Lines_lose_their_names_and_keep_their_length_and_their_place()
    {
        foreach (var n in new[] { 1, 2, 3 })
            await _sink.DeliverAsync(Decision(n), repeated: false, Cancellation);
        await File.AppendAllTextAsync(Path, "{\"call_id\":\"cortada", Cancellation);
        var before = await File.ReadAllBytesAsync(Path, Cancellation);
        Assert.Equal(1, DecisionFileErasure.Run(Path, Everything, (call, _) => call == Id(2)));
        var after = await File.ReadAllBytesAsync(Path, Cancellation);
        Assert.Equal(before.Length, after.Length);
        var (old, lines) = (Encoding.UTF8.GetString(before).Split('\n'), Encoding.UTF8.GetString(after).Split('\n'));
        Assert.Equal([old[0], old[2], old[3]], [lines[0], lines[2], lines[3]]);
        Assert.StartsWith($$"""{"call_id":"{{Id(2)}}","action":"authorize","apartment":"","resident":"","visitor":"","intent_type":"entrega",""", lines[1], StringComparison.Ordinal);
        Assert.Equal(0, DecisionFileErasure.Run(Path, Everything, (call, _) => call == Id(2))); // nothing is left to erase
        await _sink.DeliverAsync(Decision(2), repeated: true, Cancellation);
        Assert.Equal(Encoding.UTF8.GetString(after), await File.ReadAllTextAsync(Path, Cancellation)); // it still knows the call
    }

    [Fact]
    public async Task Age_is_that_of_the_decision()
    {
        foreach (var n in new[] { 1, 2, 3 })
            await _sink.DeliverAsync(Decision(n), repeated: false, Cancellation);
        Assert.Equal(2, DecisionFileErasure.Run(Path, ["resident"], (_, at) => at < Start.AddDays(3)));
        var text = await File.ReadAllTextAsync(Path, Cancellation);
        Assert.Equal(3, text.Split("Renata").Length + 1); // one of the residents is left
        Assert.Equal(4, text.Split("João").Length); // no visitor was asked for
    }

    [Fact]
    public void A_file_that_is_not_there_has_nothing_to_erase() => Assert.Equal(0, DecisionFileErasure.Run(Path, Everything, (_, _) => true));

    [Fact]
    public async Task While_the_file_is_being_changed_the_sink_fails_and_tries_again_later()
    {
        await _sink.DeliverAsync(Decision(1), repeated: false, Cancellation);
        await using (new FileStream(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            await Assert.ThrowsAsync<DecisionSinkException>(() => _sink.DeliverAsync(Decision(2), repeated: false, Cancellation));
        await _sink.DeliverAsync(Decision(2), repeated: true, Cancellation);
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static AccessDecision Decision(int number) => new(Id(number), 15, true, "501", "Renata \"Rê\" d'Ávila", "João", "entrega", "key", Start.AddDays(number));
}
