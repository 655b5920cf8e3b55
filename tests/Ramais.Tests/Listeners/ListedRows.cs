using System.Collections.Immutable;
using Ramais.Extensions;

namespace Ramais.Tests.Listeners;

/// <summary>Rows in memory, with a switch for a source that can't be read.</summary>
internal sealed class ListedRows : IExtensionSource
{
    private ImmutableArray<ExtensionRow> _rows = [];

    public string Name { get; init; } = "file";

    public int Loads { get; private set; }

    public bool IsDown { get; set; }

    /// <summary>When set, loads wait for it.</summary>
    public Task? Gate { get; set; }

    public void Set(IEnumerable<ExtensionRow> rows) => _rows = [.. rows];

    public async ValueTask<ImmutableArray<ExtensionRow>> LoadAsync(CancellationToken cancellation)
    {
        Loads++;
        if (Gate is not null)
            await Gate.WaitAsync(cancellation);
        return IsDown ? throw new ExtensionSourceException("A fonte não responde.") : _rows;
    }

    public ValueTask<ExtensionRow> AddAsync(ExtensionRow row, CancellationToken cancellation)
    {
        var stored = row.Id > 0 ? row : row with { Id = _rows.Max(r => r.Id) + 1 };
        _rows = _rows.Add(stored);
        return ValueTask.FromResult(stored);
    }

    public ValueTask<bool> ChangeAsync(ExtensionRow row, CancellationToken cancellation)
    {
        _rows = [.. _rows.Select(r => r.Id == row.Id ? row : r)];
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> RemoveAsync(int id, CancellationToken cancellation)
    {
        _rows = _rows.RemoveAll(r => r.Id == id);
        return ValueTask.FromResult(true);
    }
}
