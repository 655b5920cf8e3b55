using System.Text.Json;

namespace Ramais.Access;

/// <summary>What is wrong with the chain, and where it begins to be.</summary>
/// <param name="Seq">The entry.</param>
/// <param name="Reason">In Portuguese.</param>
internal sealed record AuditFault(long Seq, string Reason);

/// <param name="Entries">How many were looked at.</param>
/// <param name="Erased">Personal data that were erased, and entered as such.</param>
/// <param name="Keyed">Entries sealed with a key.</param>
/// <param name="Last">The chain's end: noted elsewhere, its hash shows later that all before it is as it was.</param>
/// <param name="Fault">Null: the chain is whole.</param>
internal sealed record AuditReport(long Entries, long Erased, long Keyed, AuditEntry? Last, AuditFault? Fault);

/// <summary>
/// Looks at a chain entry by entry, in order. What it can't see: a chain that was computed anew as a whole without a key, and a chain put back
/// to an earlier state of it with everything beside it.
/// </summary>
internal sealed class AuditCheck(AuditSeal seal)
{
    private readonly HashSet<(long Seq, string Kind)> _missing = [];
    private readonly HashSet<Guid> _calls = [];
    private AuditEntry? _last;
    private long _erased;
    private long _keyed;

    /// <summary>Calls with a decision in the chain.</summary>
    public IReadOnlySet<Guid> Calls => _calls;

    /// <summary>Takes the next entry.</summary>
    /// <param name="entry">As it is stored.</param>
    /// <param name="personal">What is stored beside it.</param>
    /// <returns>Null: it is as it was written.</returns>
    public AuditFault? Take(AuditEntry entry, IReadOnlyCollection<AuditPersonal> personal)
    {
        var fault = LinkFault(entry) ?? SealFault(entry) ?? ContentFault(entry, personal);
        if (entry.Seal == AuditSeal.Keyed)
            _keyed++;
        _last = entry;
        return fault is null ? null : new(entry.Seq, fault);
    }

    /// <summary>All entries have been taken.</summary>
    /// <param name="head">The seal on the chain's end as it is stored; null when there is none.</param>
    public AuditReport End(string? head) => new(_last?.Seq ?? 0, _erased, _keyed, _last, MissingFault() ?? HeadFault(head));

    /// <summary>An entry was wrong.</summary>
    public AuditReport Broken(AuditFault fault) => new(_last?.Seq ?? 0, _erased, _keyed, _last, fault);

    private string? LinkFault(AuditEntry entry)
    {
        var expected = (_last?.Seq ?? 0) + 1;
        if (entry.Seq != expected)
            return $"esperava-se a entrada {expected}: houve remoção, inserção ou troca de ordem";
        return entry.Previous == (_last?.Hash ?? AuditChain.Origin) ? null : "não aponta para a entrada anterior: uma das duas foi trocada";
    }

    private string? SealFault(AuditEntry entry)
    {
        if (_last?.Seal == AuditSeal.Keyed && entry.Seal != AuditSeal.Keyed)
            return "não tem a chave que a anterior tem: foi refeita, ou o servidor rodou sem AUDIT_KEY";
        return seal.Of(entry) switch
        {
            null when entry.Seal == AuditSeal.Keyed => "foi selada com uma chave: defina a mesma AUDIT_KEY do servidor",
            null => "tem um selo desconhecido: foi alterada",
            var hash when hash == entry.Hash => null,
            _ when entry.Seal == AuditSeal.Keyed => "foi alterada depois de gravada, ou AUDIT_KEY não é a do servidor",
            _ => "foi alterada depois de gravada",
        };
    }

    private string? ContentFault(AuditEntry entry, IReadOnlyCollection<AuditPersonal> personal)
    {
        try
        {
            return entry.Kind switch
            {
                AuditKinds.Decision => DecisionFault(entry, personal),
                _ when personal.Count > 0 => "tem dados pessoais que não são dela: foram inseridos",
                AuditKinds.Erasure => ErasureFault(JsonSerializer.Deserialize(entry.Body, AuditJson.Readable.AuditedErasure)!),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return "tem um conteúdo ilegível";
        }
    }

    private string? DecisionFault(AuditEntry entry, IReadOnlyCollection<AuditPersonal> personal)
    {
        var decision = JsonSerializer.Deserialize(entry.Body, AuditJson.Readable.AuditedDecision)!;
        if (!_calls.Add(decision.CallId))
            return "repete a decisão de uma chamada";
        foreach (var one in personal)
        {
            if (!PersonalKinds.All.Contains(one.Kind) || AuditSeal.Commit(one.Salt, one.Kind, one.Text) != decision.CommitmentOf(one.Kind))
                return $"os dados pessoais ({one.Kind}) não são os que foram gravados";
        }
        foreach (var kind in PersonalKinds.All.Where(kind => personal.All(one => one.Kind != kind)))
            _missing.Add((entry.Seq, kind));
        return null;
    }

    private string? ErasureFault(AuditedErasure erasure)
    {
        foreach (var seq in erasure.Entries)
        {
            if (!_missing.Remove((seq, erasure.Kind)))
                return $"diz que apagou dados ({erasure.Kind}) da entrada {seq}, que os tem: foram postos de volta";
        }
        _erased += erasure.Entries.Length;
        return null;
    }

    private AuditFault? MissingFault() => _missing.Count == 0
        ? null
        : _missing.Order().Select(m => new AuditFault(m.Seq, $"os dados pessoais ({m.Kind}) sumiram sem que se registrasse por quê")).First();

    private AuditFault? HeadFault(string? head)
    {
        if (_last is null)
            return head is null ? null : new(1, "falta: a cadeia tinha entradas e está vazia");
        return head == seal.OfHead(_last) ? null : new(_last.Seq + 1, "o fim da cadeia não é o que foi gravado: entradas do fim foram removidas ou acrescentadas");
    }
}
