using Ramais.Access;
using Ramais.Server.Access;
using Ramais.Server.Privacy;

namespace Ramais.Server.Tests.Access;

/// <summary>What an outbox and its chain do, whichever database they are in.</summary>
public abstract class DecisionStoreRules
{
    private protected static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1714000000);

    private protected abstract OutboxDatabase Outbox { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens the store; one that was opened before is closed, as by the end of its process.</summary>
    private protected abstract IDecisionStore Open();

    [Fact]
    public void What_is_kept_is_owed_to_every_sink_until_it_is_marked_also_after_reopening()
    {
        var store = Open();
        var (first, second) = (Decision(1), Decision(2) with { Authorized = false, At = Now.AddSeconds(1), Visitor = "José d'Ávila; --" });
        Assert.True(store.TryKeep(first, ["amqp", "webhook"]));
        Assert.True(store.TryKeep(second, ["amqp"]));
        store.MarkDelivered(first.CallId, "amqp", Now);
        Assert.Equal([new(first, "webhook"), new(second, "amqp")], Open().Owed());
        Assert.Equal(first, new KeptDecisions(Outbox).Find(first.CallId));
        Assert.Null(new KeptDecisions(Outbox).Find(Guid.NewGuid()));
    }

    [Fact]
    public void A_second_decision_of_a_call_changes_nothing()
    {
        var (store, refused) = (Open(), Decision(1) with { Authorized = false });
        Assert.True(store.TryKeep(refused, ["amqp"]));
        Assert.False(store.TryKeep(refused with { Authorized = true }, ["amqp", "webhook"]));
        Assert.Equal(new OwedDecision(refused, "amqp"), Assert.Single(store.Owed()));
        Assert.Equal((1L, (AuditFault?)null), (Verify().Entries, Verify().Fault));
    }

    [Fact]
    public void Only_what_every_sink_has_had_for_long_is_forgotten()
    {
        var (store, old, owed, young) = (Open(), Decision(1), Decision(2), Decision(3) with { At = Now.AddDays(31) });
        foreach (var decision in new[] { old, owed, young })
            store.TryKeep(decision, ["amqp", "webhook"]);
        foreach (var (decision, sink) in new[] { (old, "amqp"), (old, "webhook"), (owed, "amqp"), (young, "amqp"), (young, "webhook") })
            store.MarkDelivered(decision.CallId, sink, Now.AddMinutes(1));
        store.Forget(Now.AddDays(1));
        var kept = new KeptDecisions(Outbox);
        Assert.Equal((false, true, true), (kept.Find(old.CallId) is not null, kept.Find(owed.CallId) is not null, kept.Find(young.CallId) is not null));
        Assert.Equal((3L, (AuditFault?)null), (Verify().Entries, Verify().Fault)); // the chain forgets nothing
    }

    [Theory]
    [InlineData("update {0}audit set body = replace(body, '\"authorized\":true', '\"authorized\":false') where seq = 2", "foi alterada depois de gravada")]
    [InlineData("delete from {0}audit where seq = 2", "esperava-se a entrada 2")]
    [InlineData("delete from {0}audit where seq = 3", "o fim da cadeia")]
    [InlineData("delete from {0}audit_personal where seq = 2 and kind = 'words'", "sumiram sem que se registrasse por quê")]
    public void A_hand_in_the_chain_is_seen(string sql, string reason)
    {
        var store = Open();
        for (var n = 1; n <= 3; n++)
            store.TryKeep(Decision(n), []);
        Assert.Null(Verify().Fault);
        Outbox.Use(connection => connection.Run(string.Format(null, sql, Outbox.Schema)));
        Assert.Contains(reason, Verify().Fault!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_apartment_is_erased_from_the_outbox_and_the_chain_stays_whole()
    {
        var store = Open();
        foreach (var decision in new[] { Decision(1), Decision(2) with { Apartment = "502" }, Decision(3) with { CondominiumId = 16 } })
            store.TryKeep(decision, []);
        store.TryKeep(Decision(4), ["amqp"]); // owed
        var personal = new OutboxPersonalData("decisões", Outbox, new(null), TimeProvider.System);
        var found = await personal.FindAsync(new(15, "501"), Cancellation);
        Assert.Equal([Decision(1).CallId, Decision(4).CallId], found.Order());
        Assert.Empty(await personal.FindAsync(new(15, "501' or '1'='1"), Cancellation));
        var erased = await personal.EraseAsync(found, Cancellation);
        Assert.Equal((7, 1), (erased.Count, erased.Left)); // three of each link, and a decision
        var kept = new KeptDecisions(Outbox);
        Assert.Equal(Decision(1) with { Apartment = "", Resident = "", Visitor = "", Words = "" }, kept.Find(Decision(1).CallId));
        Assert.Equal((Decision(3) with { CondominiumId = 16 }, Decision(4)), (kept.Find(Decision(3).CallId)!, kept.Find(Decision(4).CallId)!));
        Assert.Equal((7L, 6L, (AuditFault?)null), (Verify().Entries, Verify().Erased, Verify().Fault));
    }

    [Fact]
    public async Task Names_and_words_are_purged_each_by_its_own_age()
    {
        var store = Open();
        store.TryKeep(Decision(1), []);
        store.TryKeep(Decision(2), ["amqp"]); // owed
        var personal = new OutboxPersonalData("decisões", Outbox, new(null), TimeProvider.System);
        var (before, after) = (Now.AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1)); // links are dated by the clock
        Assert.Equal(3, await personal.PurgeAsync(new(default, Transcripts: after, Names: before), Cancellation));
        Assert.Equal(Decision(1) with { Words = "" }, new KeptDecisions(Outbox).Find(Decision(1).CallId));
        Assert.Equal(3, await personal.PurgeAsync(new(default, Transcripts: before, Names: after), Cancellation));
        Assert.Equal(Decision(1) with { Words = "", Resident = "", Visitor = "" }, new KeptDecisions(Outbox).Find(Decision(1).CallId));
        Assert.Equal(Decision(2), Assert.Single(store.Owed()).Decision);
        Assert.Equal(0, await personal.PurgeAsync(new(default, after, after), Cancellation));
        Assert.Equal((4L, 4L, (AuditFault?)null), (Verify().Entries, Verify().Erased, Verify().Fault));
    }

    private protected static AccessDecision Decision(int number) =>
        AccessRig.Decision(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])) with { Words = "pode entrar" };

    private protected AuditReport Verify() => new AuditLog(Outbox, new(null)).Verify();
}
