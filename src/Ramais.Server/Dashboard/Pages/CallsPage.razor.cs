using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Ramais.History;
using Ramais.Server.Dashboard.Calls;
using Ramais.Server.Dashboard.Live;

namespace Ramais.Server.Dashboard.Pages;

/// <summary>Live and past calls. The filters are in the address, so that a view can be kept and sent.</summary>
public sealed partial class CallsPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private CallFilter _filter = CallFilter.Of(null, null, null);
    private ImmutableArray<LiveCall> _all = [];
    private ImmutableArray<LiveCall> _live = [];
    private ImmutableArray<PastCall> _past = [];
    private string? _next;
    private string? _fault;
    private bool _isFirstPage = true;
    private string _condominium = "";
    private string _result = "";
    private string _period = CallFilter.Week;

    [Inject] private PastCalls Past { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "condominio")] private string? AskedCondominium { get; set; }

    [SupplyParameterFromQuery(Name = "resultado")] private string? AskedResult { get; set; }

    [SupplyParameterFromQuery(Name = "periodo")] private string? AskedPeriod { get; set; }

    private protected override bool Take(LiveSnapshot now)
    {
        if (_all == now.Overview.Calls)
            return false;
        var hasEnded = _all.Any(was => now.Overview.Calls.All(c => c.Id != was.Id));
        _all = now.Overview.Calls;
        Narrow();
        if (hasEnded && _isFirstPage)
            _ = ReloadAsync(); // its faults are shown on the page
        return true;
    }

    protected override Task OnParametersSetAsync()
    {
        _filter = CallFilter.Of(AskedCondominium, AskedResult, AskedPeriod);
        (_condominium, _result, _period) = ($"{_filter.Condominium}", _filter.Result ?? "", _filter.Period);
        Narrow();
        return LoadAsync(null);
    }

    private void Narrow() => _live = _filter.Condominium is { } id ? [.. _all.Where(c => c.Condominium == id)] : _all;

    private void Apply() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters("/chamadas", new Dictionary<string, object?>
    {
        ["condominio"] = _condominium.Trim() is { Length: > 0 } condominium ? condominium : null,
        ["resultado"] = _result.Length > 0 ? _result : null,
        ["periodo"] = _period == CallFilter.Week ? null : _period,
    }));

    private Task OlderAsync() => LoadAsync(_next);

    private async Task ReloadAsync()
    {
        await LoadAsync(null);
        await InvokeAsync(StateHasChanged);
    }

    private async Task LoadAsync(string? cursor)
    {
        try
        {
            var page = await Past.ListAsync(_filter.Query(UtcNow, Zone) with { Cursor = cursor }, _leaving.Token);
            _past = cursor is null ? page.Calls : [.. _past, .. page.Calls];
            (_next, _isFirstPage, _fault) = (page.Next, cursor is null, null);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // nobody looks any more
        }
#pragma warning disable CA1031 // whatever the store fails with, the live calls beside it must stay on the page
        catch (Exception)
#pragma warning restore CA1031
        {
            _fault = Tongue["O histórico não pôde ser lido; a causa está no registro do servidor.", "The history can't be read; the server's log has the cause."];
        }
    }

    private string Parties(PastCall call)
    {
        if (CallPictureOf.Decision(call.Decision, masked: !IsOperator) is not { } decision)
            return "–";
        var apartment = Tongue["apto.", "apt."] + " " + decision.Apartment;
        return string.Join(" → ", new[] { decision.Visitor, decision.Resident.Length > 0 ? $"{decision.Resident} ({apartment})" : apartment }.Where(t => t.Length > 0));
    }

    void IDisposable.Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
        Dispose();
    }
}
