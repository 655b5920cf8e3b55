using Microsoft.AspNetCore.Components;
using MudBlazor;
using Ramais.Extensions;
using Ramais.Server.Dashboard.Extensions;
using Ramais.Server.Dashboard.Language;

namespace Ramais.Server.Dashboard.Parts;

/// <summary>A row to write. It stays open until the source has taken it, with the source's reasons beside the fields.</summary>
public sealed partial class ExtensionDialog
{
    private ILookup<string, string> _faults = Array.Empty<string>().ToLookup(f => f);
    private bool _isSaving;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = null!;

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    [Parameter, EditorRequired] public required ExtensionDraft Draft { get; set; }

    [Inject] private Operations Operations { get; set; } = null!;

    private IEnumerable<string> FaultsOf(string field) => _faults[field];

    private async Task SaveAsync()
    {
        if (_isSaving)
            return;
        _isSaving = true;
        try
        {
            var row = Draft.ToRow();
            if (await Operations.ChangeAsync(Draft.IsNew ? new ExtensionChange.Add(row) : new ExtensionChange.Replace(row)) is not { } outcome)
                Dialog.Cancel();
            else if (outcome.Result == ChangeResult.Applied)
                Dialog.Close();
            else
                _faults = FieldFaults.Place(outcome.Reasons, row);
        }
        finally
        {
            _isSaving = false;
        }
    }
}
