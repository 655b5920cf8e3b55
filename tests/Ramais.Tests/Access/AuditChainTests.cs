using System.Text.Json;
using CsCheck;
using Ramais.Access;

namespace Ramais.Tests.Access;

/// <summary>Chains are made, tampered with in every way, and looked at.</summary>
public sealed class AuditChainTests
{
    private const string Apartment = "Z-501"; // no hexadecimal digits: salts and hashes are full of them

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<AuditSeal> Seals = Gen.OneOf([new AuditSeal(null), new AuditSeal("uma chave de teste")]);

    private static readonly Gen<Chain> Chains = Gen.Select(Gen.Int[1, 12], Seals, Gen.Int[0, 3], (length, seal, erasures) => Chain.Of(length, seal, erasures));

    [Fact]
    public void A_chain_as_it_was_written_is_whole() => Chains.Sample(chain => Assert.Null(chain.Check().Fault), iter: 300);

    [Fact]
    public void A_changed_field_is_found_at_its_entry() => Gen.Select(Chains, Gen.Int[0, 1000], Gen.Int[0, 6], Gen.Char['a', 'z']).Sample(
        (chain, place, field, letter) =>
        {
            var index = place % chain.Entries.Count;
            var entry = chain.Entries[index];
            var changed = field switch
            {
                0 => entry with { Seq = entry.Seq + 1 },
                1 => entry with { Kind = entry.Kind + letter },
                2 => entry with { At = entry.At + letter },
                3 => entry with { Body = entry.Body.Replace("true", "false", StringComparison.Ordinal) + ' ' },
                4 => entry with { Seal = entry.Seal + letter },
                5 => entry with { Previous = entry.Previous[1..] + letter },
                _ => entry with { Hash = entry.Hash[1..] + letter },
            };
            if (changed == entry)
                return;
            chain.Entries[index] = changed;
            var fault = chain.Check().Fault;
            Assert.NotNull(fault);
            Assert.InRange(fault.Seq, index + 1, index + 2); // where only the hash was changed, the next one no longer points to it
        }, iter: 2000);

    [Fact]
    public void An_entry_that_is_removed_or_moved_or_put_in_is_found() => Gen.Select(Chains, Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 2]).Sample(
        (chain, from, to, how) =>
        {
            var (index, other) = (from % chain.Entries.Count, to % chain.Entries.Count);
            var entry = chain.Entries[index];
            if (how < 2)
                chain.Entries.RemoveAt(index);
            if (how > 0)
                chain.Entries.Insert(Math.Min(other, chain.Entries.Count), entry);
            if (how == 1 && index == other)
                return; // back where it was
            Assert.NotNull(chain.Check().Fault);
        }, iter: 2000);

    [Fact]
    public void Whoever_computes_one_entry_anew_breaks_the_next_one_and_with_a_key_that_very_one() => Gen.Select(Chains, Gen.Int[0, 1000]).Sample(
        (chain, place) =>
        {
            var index = place % chain.Entries.Count;
            var forged = chain.Entries[index] with { Body = chain.Entries[index].Body + ' ' };
            chain.Entries[index] = forged with { Hash = new AuditSeal(chain.Seal.Name == AuditSeal.Plain ? null : "outra chave").Of(forged)! };
            var fault = chain.Check().Fault;
            Assert.NotNull(fault);
            Assert.Equal(chain.Seal.Name == AuditSeal.Keyed ? index + 1 : index + 2, fault.Seq);
        }, iter: 500);

    [Fact]
    public void A_chain_that_is_cut_off_at_its_end_is_found_by_the_seal_on_it() => Chains.Sample(
        chain =>
        {
            while (chain.Entries.Count > 0)
            {
                chain.Entries.RemoveAt(chain.Entries.Count - 1);
                Assert.NotNull(chain.Check().Fault);
            }
        }, iter: 200);

    [Fact]
    public void A_whole_chain_computed_anew_without_the_key_is_found() => Gen.Int[1, 8].Sample(length =>
    {
        var genuine = Chain.Of(length, new("uma chave de teste"), 0);
        foreach (var forger in new[] { new AuditSeal("outra chave"), new AuditSeal(null) })
        {
            var forged = Chain.Of(length, forger, 0);
            var check = new AuditCheck(genuine.Seal);
            var faults = forged.Entries.Select(entry => check.Take(entry, [.. forged.Personal.Where(p => p.Seq == entry.Seq)])).ToList();
            Assert.True(faults.Any(fault => fault is not null) || check.End(forged.Head).Keyed == 0); // without a key at all, the report says that none has one
        }
    }, iter: 50);

    [Fact]
    public void Personal_data_that_are_changed_taken_away_or_put_back_are_found() => Gen.Select(Chains, Gen.Int[0, 1000], Gen.Int[0, 3]).Sample(
        (chain, place, how) =>
        {
            var erased = chain.ErasedOnes.Count > 0 ? chain.ErasedOnes[place % chain.ErasedOnes.Count] : null;
            if (how == 3 ? erased is null : chain.Personal.Count == 0)
                return;
            var index = chain.Personal.Count == 0 ? 0 : place % chain.Personal.Count;
            switch (how)
            {
                case 0:
                    chain.Personal[index] = chain.Personal[index] with { Text = chain.Personal[index].Text + "x" };
                    break;
                case 1:
                    chain.Personal[index] = chain.Personal[index] with { Salt = AuditSeal.NewSalt() };
                    break;
                case 2:
                    chain.Personal.RemoveAt(index);
                    break;
                default:
                    chain.Personal.Add(erased!);
                    break;
            }
            Assert.NotNull(chain.Check().Fault);
        }, iter: 1000);

    [Fact]
    public void No_name_apartment_or_word_is_in_the_chain_itself()
    {
        var chain = Chain.Of(3, new(null), 0);
        var text = JsonSerializer.Serialize(chain.Entries);
        Assert.DoesNotContain("Renata", text, StringComparison.Ordinal);
        Assert.DoesNotContain("João", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pode entrar", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Apartment, text, StringComparison.Ordinal);
        Assert.Equal(3, chain.Entries.Select(entry => JsonSerializer.Deserialize(entry.Body, AuditJson.Readable.AuditedDecision)!.Names).Distinct().Count()); // the same names, other salts
    }

    [Fact]
    public void Without_the_key_a_sealed_chain_asks_for_it()
    {
        var chain = Chain.Of(2, new("uma chave de teste"), 0);
        Assert.Contains("defina a mesma AUDIT_KEY", new AuditCheck(new(null)).Take(chain.Entries[0], chain.Personal)!.Reason, StringComparison.Ordinal);
    }

    private sealed class Chain
    {
        public required AuditSeal Seal { get; init; }

        public List<AuditEntry> Entries { get; } = [];

        public List<AuditPersonal> Personal { get; } = [];

        public List<AuditPersonal> ErasedOnes { get; } = [];

        public string? Head { get; private set; }

        public static Chain Of(int decisions, AuditSeal seal, int erasures)
        {
            var chain = new Chain { Seal = seal };
            for (var n = 0; n < decisions; n++)
                chain.Decide(n);
            for (var n = 0; n < Math.Min(erasures, decisions); n++)
                chain.Erase(n + 1, PersonalKinds.All[n % 3]);
            chain.Head = seal.OfHead(chain.Entries[^1]);
            return chain;
        }

        public AuditReport Check()
        {
            var check = new AuditCheck(Seal);
            foreach (var entry in Entries)
            {
                if (check.Take(entry, [.. Personal.Where(p => p.Seq == entry.Seq)]) is { } fault)
                    return check.Broken(fault);
            }
            return check.End(Head);
        }

        private void Decide(int number)
        {
            var decision = new AccessDecision(new(number, 0, 0, new byte[8]), 15, number % 2 == 0, Apartment, "Renata", "João", "entrega", "voice", Start) { Words = "pode entrar" };
            var (audited, personal) = AuditedDecision.Of(decision, Entries.Count + 1);
            Personal.AddRange(personal);
            Add(AuditKinds.Decision, AuditChain.Body(audited));
        }

        private void Erase(long seq, string kind)
        {
            var one = Personal.Single(p => p.Seq == seq && p.Kind == kind);
            ErasedOnes.Add(one);
            Personal.Remove(one);
            Add(AuditKinds.Erasure, AuditChain.Body(new AuditedErasure("request", kind, [seq])));
        }

        private void Add(string kind, string body) => Entries.Add(AuditChain.Next(Entries.LastOrDefault(), kind, body, Start.AddSeconds(Entries.Count), Seal));
    }
}
