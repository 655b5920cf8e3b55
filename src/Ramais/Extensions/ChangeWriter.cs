using System.Collections.Immutable;

namespace Ramais.Extensions;

/// <summary>Judges a change against the rows as they are now and writes it at the source. Called by the reload loop alone.</summary>
internal sealed class ChangeWriter(IExtensionSource source, bool allowEmpty)
{
    /// <param name="change">What is asked.</param>
    /// <param name="open">What is served now.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task<ChangeOutcome> WriteAsync(ExtensionChange change, IReadOnlyCollection<Extension> open, CancellationToken cancellation)
    {
        try
        {
            var rows = await source.LoadAsync(cancellation);
            return change switch
            {
                ExtensionChange.Add add => await AddAsync(add.Row.Trimmed(), rows, open, cancellation),
                ExtensionChange.Replace replace => await ReplaceAsync(replace.Row.Trimmed(), rows, open, cancellation),
                ExtensionChange.Remove remove => await RemoveAsync(remove.Id, rows, open, cancellation),
                _ => throw new ArgumentOutOfRangeException(nameof(change)),
            };
        }
        catch (ExtensionSourceException fault)
        {
            return new ChangeOutcome(ChangeResult.SourceFailed, null, [fault.Message]);
        }
    }

    private async Task<ChangeOutcome> AddAsync(
        ExtensionRow row, ImmutableArray<ExtensionRow> rows, IReadOnlyCollection<Extension> open, CancellationToken cancellation)
    {
        if (rows.Any(r => r.Id == row.Id))
            return new ChangeOutcome(ChangeResult.Conflict, null, [$"Já existe um ramal com o id {row.Id}: omita o id ou use PUT /api/extensions/{row.Id}."]);
        // The id that the source will choose is not known yet; the highest one loses every contest, as a newcomer should.
        var asNewcomer = row.Id > 0 ? row : row with { Id = int.MaxValue };
        if (Refusal(asNewcomer, rows.Add(asNewcomer), open) is { } refused)
            return refused;
        return new ChangeOutcome(ChangeResult.Applied, await source.AddAsync(row, cancellation), []);
    }

    private async Task<ChangeOutcome> ReplaceAsync(
        ExtensionRow row, ImmutableArray<ExtensionRow> rows, IReadOnlyCollection<Extension> open, CancellationToken cancellation)
    {
        if (rows.FirstOrDefault(r => r.Id == row.Id) is not { } old)
            return ChangeOutcome.NotFound(row.Id);
        if (Refusal(row, rows.Replace(old, row), open) is { } refused)
            return refused;
        return await source.ChangeAsync(row, cancellation) ? new ChangeOutcome(ChangeResult.Applied, row, []) : ChangeOutcome.NotFound(row.Id);
    }

    private async Task<ChangeOutcome> RemoveAsync(
        int id, ImmutableArray<ExtensionRow> rows, IReadOnlyCollection<Extension> open, CancellationToken cancellation)
    {
        if (rows.FirstOrDefault(r => r.Id == id) is not { } old)
            return ChangeOutcome.NotFound(id);
        if (rows.Count(r => r.Id == id) is > 1 and var count)
            return new ChangeOutcome(ChangeResult.Conflict, null, [$"O id {id} está em {count} linhas: deixe cada id numa só linha e repita o pedido."]);
        if (rows.Length == 1 && open.Count > 0 && !allowEmpty)
            return new ChangeOutcome(ChangeResult.Conflict, null, [
                $"O ramal {id} é o último: removê-lo fecharia todas as portarias. Cadastre outro antes ou defina ALLOW_EMPTY_EXTENSIONS=true."]);
        return await source.RemoveAsync(id, cancellation) ? new ChangeOutcome(ChangeResult.Applied, old.Trimmed(), []) : ChangeOutcome.NotFound(id);
    }

    private static ChangeOutcome? Refusal(ExtensionRow row, ImmutableArray<ExtensionRow> rows, IReadOnlyCollection<Extension> open)
    {
        var rejected = ExtensionValidator.Validate(rows, open).Rejected.FirstOrDefault(r => r.Id == row.Id);
        return rejected is null
            ? null
            : new ChangeOutcome(rejected.Conflict ? ChangeResult.Conflict : ChangeResult.Invalid, null, rejected.Reasons);
    }
}
