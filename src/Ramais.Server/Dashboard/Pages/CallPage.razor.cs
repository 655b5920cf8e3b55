using Microsoft.AspNetCore.Components;
using MudBlazor;
using Ramais.Calls;
using Ramais.Recording;
using Ramais.Server.Dashboard.Calls;
using Ramais.Server.Dashboard.Live;

namespace Ramais.Server.Dashboard.Pages;

/// <summary>One call: both sides, the decision, and where the time went.</summary>
public sealed partial class CallPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private CallView? _view;
    private CallPicture? _call;
    private bool _isLoaded;
    private bool _hasRecording;

    [Parameter] public Guid Id { get; set; }

    [Inject] private PastCalls Past { get; set; } = null!;

    [Inject] private Operations Operations { get; set; } = null!;

    [Inject] private ISnackbar Messages { get; set; } = null!;

    [Inject] private RecordingFolder Recordings { get; set; } = null!;

    /// <summary>A call that the board has forgotten stays as it was read.</summary>
    private protected override bool Take(LiveSnapshot now)
    {
        var view = now.Calls.FirstOrDefault(c => c.Id == Id);
        if (view is null || ReferenceEquals(view, _view))
            return false;
        _view = view;
        Draw();
        return true;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_view?.Id == Id)
            return;
        _view = await Past.FindAsync(Id, _leaving.Token);
        _isLoaded = true;
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

    private string By(string by) => by switch
    {
        "key" => Tongue["tecla", "key"],
        "voice" => Tongue["voz", "voice"],
        _ => by,
    };

    void IDisposable.Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
        Dispose();
    }
}
