using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Ramais.Extensions;
using Ramais.Listeners;
using Ramais.Server.Dashboard.Extensions;
using Ramais.Server.Dashboard.Live;
using Ramais.Server.Dashboard.Parts;

namespace Ramais.Server.Dashboard.Pages;

/// <summary>The rows at their source, how they stand, and what can be done to them.</summary>
public sealed partial class ExtensionsPage
{
    private const int Step = 100;

    private ImmutableArray<ExtensionRow>? _rows;
    private ImmutableArray<ExtensionLine> _lines = [];
    private DateTimeOffset? _loadedAt;
    private string? _fault;
    private string _search = "";
    private int _most = Step;

    [Inject] private IExtensionSource Source { get; set; } = null!;

    [Inject] private LiveListeners Listeners { get; set; } = null!;

    [Inject] private Reloader Reloader { get; set; } = null!;

    [Inject] private Operations Operations { get; set; } = null!;

    [Inject] private IDialogService Dialogs { get; set; } = null!;

    [Inject] private ISnackbar Messages { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "busca")] private string? AskedSearch { get; set; }

    private ImmutableArray<ExtensionLine> Shown => [.. _lines.Where(l => l.Fits(_search))];

    private protected override bool Take(LiveSnapshot now)
    {
        if (_rows is not null && now.Overview.Source.LoadedAt != _loadedAt)
            _ = InvokeAsync(LoadAsync); // somebody else has changed them
        Draw();
        return true;
    }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        _search = AskedSearch?.Trim() ?? "";
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _loadedAt = Reloader.Snapshot?.LoadedAt;
        try
        {
            (_rows, _fault) = (await Source.LoadAsync(CancellationToken.None), null);
        }
        catch (ExtensionSourceException fault)
        {
            (_rows, _fault) = (null, fault.Message);
        }
        Draw();
        StateHasChanged();
    }

    private void Draw() => _lines = ExtensionLine.Of(_rows, Listeners.Statuses(), Reloader.Snapshot?.Rejected ?? []);

    private void Search(object? words) => (_search, _most) = (Convert.ToString(words, CultureInfo.InvariantCulture)?.Trim() ?? "", Step);

    private async Task EditAsync(ExtensionRow? row)
    {
        var dialog = await Dialogs.ShowAsync<ExtensionDialog>(
            row is null ? Tongue["Novo ramal", "New extension"] : Tongue["Alterar ramal", "Change the extension"] + $" {row.AiNumber}",
            new DialogParameters<ExtensionDialog> { { d => d.Draft, ExtensionDraft.Of(row) } });
        if (await dialog.Result is { Canceled: false })
            await DoneAsync(row is null ? Tongue["Ramal criado.", "Extension added."] : Tongue["Ramal alterado.", "Extension changed."]);
    }

    private async Task RemoveAsync(ExtensionRow row)
    {
        var sure = await Dialogs.ShowMessageBoxAsync(
            Tongue["Remover o ramal", "Remove the extension"] + $" {row.AiNumber}?",
            Tongue["As portas fecham já; as chamadas em curso terminam por si.", "Its ports close now; its calls end by themselves."],
            Tongue["Remover", "Remove"], cancelText: Tongue["Cancelar", "Cancel"]);
        if (sure != true || await Operations.ChangeAsync(new ExtensionChange.Remove(row.Id)) is not { } outcome)
            return;
        if (outcome.Result == ChangeResult.Applied)
            await DoneAsync(Tongue["Ramal removido.", "Extension removed."]);
        else
            Messages.Add(string.Join("; ", outcome.Reasons), Severity.Error);
    }

    private async Task RestartAsync(ExtensionRow row)
    {
        if (await Operations.RestartAsync(row.Id))
            await DoneAsync(Tongue["Portas reabertas.", "Ports opened anew."]);
        else
            Messages.Add(Tongue["Esse ramal não está em serviço.", "That extension is not in service."], Severity.Warning);
    }

    private async Task RefreshAsync()
    {
        if (await Operations.RefreshAsync() is not { } report)
            return;
        if (report.Error is { } error)
            Messages.Add(error, Severity.Error);
        else
            await DoneAsync(Tongue[
                $"Lida: {report.Stats.Added} novos, {report.Stats.Updated} alterados, {report.Stats.Removed} removidos, {report.Stats.Rejected} recusados.",
                $"Read: {report.Stats.Added} added, {report.Stats.Updated} changed, {report.Stats.Removed} removed, {report.Stats.Rejected} refused."]);
    }

    private Task DoneAsync(string message)
    {
        Messages.Add(message, Severity.Success);
        return LoadAsync();
    }

    private string State(ExtensionLine line) => line.Status?.State switch
    {
        ExtensionState.Active => Tongue["ativo", "active"],
        ExtensionState.AlternativePort => Tongue["porta alternativa", "alternative port"],
        ExtensionState.Failed => Tongue["porta fechada", "port closed"],
        ExtensionState.Draining => Tongue["drenando", "draining"],
        _ => line.Reasons.IsEmpty ? Tongue["ainda não aplicado", "not applied yet"] : Tongue["recusado", "refused"],
    };

    private static string Level(ExtensionLine line) => line.Status?.State switch
    {
        ExtensionState.Active => "bom",
        ExtensionState.Draining or ExtensionState.AlternativePort => "atencao",
        _ => "mau",
    };

    private static string Why(ExtensionLine line) => line.Status is { } status ? status.Cause ?? "" : string.Join("; ", line.Reasons);

    private static string Port(string? configured, int? open) =>
        open is { } port && $"{port}" != configured ? $"{configured ?? "auto"} → {port}" : configured ?? "auto";
}
