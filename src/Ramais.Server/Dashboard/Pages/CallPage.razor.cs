using Microsoft.AspNetCore.Components;
using MudBlazor;
using Ramais.Calls;
using Ramais.History;
using Ramais.Recording;
using Ramais.Server.Dashboard.Calls;
using Ramais.Server.Dashboard.Live;
using Ramais.Server.History;

namespace Ramais.Server.Dashboard.Pages;

/// <summary>One call: both sides, the decision, and where the time went.</summary>
public sealed partial class CallPage
{
    private CallView? _view;
    private CallPicture? _call;
    private bool _isLoaded;
    private bool _isUnreadable;
    private bool _hasRecording;

    [Parameter] public Guid Id { get; set; }

    [Inject] private CallLookup Calls { get; set; } = null!;

    [Inject] private Operations Operations { get; set; } = null!;

    [Inject] private ISnackbar Messages { get; set; } = null!;

    [Inject] private RecordingFolder Recordings { get; set; } = null!;

    /// <summary>Once the call has been written, what the page shows comes from the history.</summary>
    private protected override bool Take(LiveSnapshot now)
    {
        var view = now.Calls.FirstOrDefault(c => c.Id == Id);
        if (view is null || ReferenceEquals(view, _view))
            return false;
        if (view.IsBare)
        {
            if (_view is { EndedAt: null })
                ReadSoon();
            return false;
        }
        _view = view;
        Draw();
        return true;
    }

    protected override Task OnParametersSetAsync() => _view?.Id == Id ? Task.CompletedTask : ReadAsync();

    private protected override async Task ReadAsync()
    {
        try
        {
            _view = await Calls.FindAsync(Id, Leaving);
            _isUnreadable = false;
        }
        catch (HistoryException)
        {
            _isUnreadable = true;
        }
        _isLoaded = true;
        _hasRecording = _hasRecording && HasRecording();
        Draw();
    }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Draw(); // who is looking decides what is masked
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender || !IsOperator)
            return;
        _hasRecording = HasRecording();
        if (_hasRecording)
            StateHasChanged();
    }

    private bool HasRecording()
    {
        try
        {
            return Recordings.Find(Id) is not null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Draw() => _call = _view is null ? null : CallPictureOf.Of(_view, masked: !IsOperator);

    private async Task HangUpAsync(bool visitor)
    {
        var done = await Operations.HangUpAsync(Id, visitor);
        Messages.Add(
            done ? Tongue["Desligando…", "Hanging up…"] : Tongue["Essa parte já não está na linha.", "That party is not on the line any more."],
            done ? Severity.Info : Severity.Warning);
    }

    private string Nothing() => this switch
    {
        { _isUnreadable: true } => Tongue["O histórico não pôde ser lido; a causa está no registro do servidor.", "The history can't be read; the server's log has the cause."],
        { _isLoaded: true } => Tongue["Não há chamada com esse número.", "There is no call of that number."],
        _ => Tongue["Carregando…", "Loading…"],
    };

    private string By(string by) => by switch
    {
        "key" => Tongue["tecla", "key"],
        "voice" => Tongue["voz", "voice"],
        _ => by,
    };
}
