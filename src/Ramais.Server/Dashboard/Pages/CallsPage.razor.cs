using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Ramais.History;
using Ramais.Server.Dashboard.Calls;
using Ramais.Server.Dashboard.Live;
using Ramais.Server.History;

namespace Ramais.Server.Dashboard.Pages;

/// <summary>Live and past calls. The filters are in the address, so that a view can be kept and sent.</summary>
public sealed partial class CallsPage
{
    private const int Step = 50;

    private CallFilter _filter = CallFilter.Of(null, null, null);
    private ImmutableArray<LiveCall> _all = [];
    private ImmutableArray<LiveCall> _live = [];
    private ImmutableArray<PastCall> _past = [];
    private int _wanted = Step;
    private string? _top; // the cursor from which on is read; null: from the newest
    private int _asked; // counts readings: what one brings that another has overtaken is out of date
    private bool _isMore;
    private string? _fault;
    private string _condominium = "";
    private string _result = "";
    private string _period = CallFilter.Week;
    private DateOnly? _first;
    private DateOnly? _last;

    [Inject] private CallLookup Calls { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "condominio")] private string? AskedCondominium { get; set; }

    [SupplyParameterFromQuery(Name = "resultado")] private string? AskedResult { get; set; }

    [SupplyParameterFromQuery(Name = "periodo")] private string? AskedPeriod { get; set; }

    [SupplyParameterFromQuery(Name = "de")] private string? AskedFirst { get; set; }

    [SupplyParameterFromQuery(Name = "ate")] private string? AskedLast { get; set; }

    private protected override bool Take(LiveSnapshot now)
    {
        if (_all == now.Overview.Calls)
            return false;
        var hasEnded = _all.Any(was => now.Overview.Calls.All(c => c.Id != was.Id));
        _all = now.Overview.Calls;
        Narrow();
        if (hasEnded)
            ReadSoon();
        return true;
    }

    protected override Task OnParametersSetAsync()
    {
        _filter = CallFilter.Of(AskedCondominium, AskedResult, AskedPeriod, AskedFirst, AskedLast);
        (_condominium, _result, _period, _first, _last) = ($"{_filter.Condominium}", _filter.Result ?? "", _filter.Period, _filter.First, _filter.Last);
        (_past, _wanted, _top, _isMore) = ([], Step, null, false);
        Narrow();
        return ReadAsync();
    }

    private void Narrow() => _live = _filter.Condominium is { } id ? [.. _all.Where(c => c.Condominium == id)] : _all;

    private void Apply() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters("/chamadas", new Dictionary<string, object?>
    {
        ["condominio"] = Given(_condominium),
        ["resultado"] = Given(_result),
        ["periodo"] = _period == CallFilter.Week ? null : _period,
        ["de"] = _period == CallFilter.Dates ? Text(_first) : null,
        ["ate"] = _period == CallFilter.Dates ? Text(_last) : null,
    }));

    /// <summary>What comes in from now on must not push away what is being read.</summary>
    private Task OlderAsync()
    {
        _top ??= HistoryCursor.Above(_past[0]).ToString();
        _wanted = _past.Length + Step;
        return ReadAsync();
    }

    private protected override async Task ReadAsync()
    {
        var asked = ++_asked;
        var (rows, isMore, fault) = _filter.Fault is { } wrong ? ([], false, Explain(wrong)) : await RowsAsync();
        if (asked == _asked)
            (_past, _isMore, _fault) = (rows, isMore, fault);
    }

    private async Task<(ImmutableArray<PastCall> Rows, bool IsMore, string? Fault)> RowsAsync()
    {
        var (query, rows) = (_filter.Query(UtcNow, Zone) with { Cursor = _top }, ImmutableArray.CreateBuilder<PastCall>());
        try
        {
            while (true)
            {
                var found = await Calls.ListAsync(query with { Limit = _wanted - rows.Count }, Leaving);
                rows.AddRange(found.Ended.Calls);
                if (found.Ended.Next is not { } next || rows.Count >= _wanted)
                    return (rows.ToImmutable(), found.Ended.Next is not null, found.HistoryFault is null ? null : Unreadable);
                query = query with { Cursor = next };
            }
        }
        catch (HistoryException)
        {
            return (rows.ToImmutable(), false, Unreadable);
        }
    }

    private string Unreadable =>
        Tongue["O histórico não pôde ser lido; a causa está no registro do servidor.", "The history can't be read; the server's log has the cause."];

    private string Explain(DateFault fault) => fault switch
    {
        DateFault.First => Tongue["De: não é uma data; use o calendário do campo, ou AAAA-MM-DD no endereço.", "From: not a date; use the field's calendar, or YYYY-MM-DD in the address."],
        DateFault.Last => Tongue["Até: não é uma data; use o calendário do campo, ou AAAA-MM-DD no endereço.", "To: not a date; use the field's calendar, or YYYY-MM-DD in the address."],
        _ => Tongue["De vem depois de Até: troque as datas.", "From comes after To: swap the dates."],
    };

    private string Parties(PastCall call)
    {
        if (CallPictureOf.Decision(call.Decision, masked: !IsOperator) is not { } decision)
            return "–";
        var apartment = Tongue["apto.", "apt."] + " " + decision.Apartment;
        return string.Join(" → ", new[] { decision.Visitor, decision.Resident.Length > 0 ? $"{decision.Resident} ({apartment})" : apartment }.Where(t => t.Length > 0));
    }

    private static string? Given(string text) => text.Trim() is { Length: > 0 } given ? given : null;

    private static string? Text(DateOnly? day) => day?.ToString(CallFilter.DateFormat, CultureInfo.InvariantCulture);
}
