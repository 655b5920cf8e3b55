using Microsoft.AspNetCore.Components;
using Ramais.Server.Dashboard.Live;

namespace Ramais.Server.Dashboard;

/// <summary>A page that follows the server while it is open.</summary>
public abstract class LivePage : DashboardPage, IDisposable
{
    private IDisposable? _subscription;

    [Inject] private LiveBoard Board { get; set; } = null!;

    /// <summary>Takes a look at the server.</summary>
    /// <returns>Whether the page has to be drawn again.</returns>
    private protected abstract bool Take(LiveSnapshot now);

    protected override void OnInitialized()
    {
        var now = Board.Now();
        Take(now);
        if (RendererInfo.IsInteractive)
            _subscription = Board.Subscribe(ShowAsync, now);
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        GC.SuppressFinalize(this);
    }

    private Task ShowAsync(LiveSnapshot now) => InvokeAsync(() =>
    {
        if (_subscription is not null && Take(now))
            StateHasChanged();
    });
}
