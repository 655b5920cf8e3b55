namespace Ramais.Server.Dashboard;

/// <summary>A page that shows ended calls. It reads them again every few seconds: what was erased must not stay on an open page.</summary>
public abstract class HistoryPage : LivePage, IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _leaving = new();

    protected HistoryPage() => Leaving = _leaving.Token;

    /// <summary>Nobody looks any more.</summary>
    private protected CancellationToken Leaving { get; }

    /// <summary>Reads what the page shows of the history. Its faults are shown on the page.</summary>
    private protected abstract Task ReadAsync();

    protected override void OnInitialized()
    {
        base.OnInitialized();
        if (RendererInfo.IsInteractive)
            _ = RereadAsync(); // ends with the page, and tells the page of what it fails with
    }

    /// <summary>Reads without being waited for; for <see cref="LivePage.Take"/>.</summary>
    private protected void ReadSoon() => _ = GuardAsync(ShowAgainAsync);

    private Task RereadAsync() => GuardAsync(async () =>
    {
        using var clock = new PeriodicTimer(Again, Time);
        while (await clock.WaitForNextTickAsync(Leaving))
            await ShowAgainAsync();
    });

    private async Task ShowAgainAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // nobody looks any more
        }
#pragma warning disable CA1031 // nobody awaits this: the page is told instead
        catch (Exception defect)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(defect);
        }
    }

    void IDisposable.Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
        Dispose();
        GC.SuppressFinalize(this);
    }
}
