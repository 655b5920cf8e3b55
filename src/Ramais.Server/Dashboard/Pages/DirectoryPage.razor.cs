using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Ramais.Directory;
using Ramais.Server.Dashboard.Calls;
using Ramais.Server.Dashboard.Directories;

namespace Ramais.Server.Dashboard.Pages;

/// <summary>Who lives where, and on which telephones they are rung.</summary>
public sealed partial class DirectoryPage : IDisposable
{
    private static readonly TimeSpan WatchTime = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _leaving = new();
    private ImmutableArray<CondominiumDirectory> _all = [];
    private int _chosen;
    private string _search = "";

    [Inject] private DirectoryBook Book { get; set; } = null!;

    [Inject] private TimeProvider Clock { get; set; } = null!;

    private ImmutableArray<Apartment> Shown =>
        [.. (_all.FirstOrDefault(c => c.CondominiumId == _chosen)?.Apartments ?? []).Where(Fits)];

    protected override void OnInitialized()
    {
        _all = Book.Condominiums;
        _chosen = _all.FirstOrDefault()?.CondominiumId ?? 0;
    }

    /// <summary>The file's watch looks each second; then the page shows what was written.</summary>
    private async Task Reload()
    {
        await Task.Delay(WatchTime, Clock, _leaving.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _all = Book.Condominiums;
        if (_all.All(c => c.CondominiumId != _chosen))
            _chosen = _all.FirstOrDefault()?.CondominiumId ?? 0;
    }

    private void Search(ChangeEventArgs typed) => _search = $"{typed.Value}".Trim();

    /// <summary>A viewer finds apartments, not people.</summary>
    private bool Fits(Apartment apartment) => (IsOperator ? [apartment.Number, .. apartment.Residents, .. apartment.Phones] : new[] { apartment.Number })
        .Any(text => text.Contains(_search, StringComparison.OrdinalIgnoreCase));

    private string Veil(ImmutableArray<string> texts) => IsOperator || texts.IsEmpty ? string.Join(", ", texts) : CallPictureOf.Masked;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
