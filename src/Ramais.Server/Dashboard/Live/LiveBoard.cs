using System.Collections.Concurrent;

namespace Ramais.Server.Dashboard.Live;

/// <summary>
/// Looks at the server about once a second for all open pages together, and tells them when something has changed. While no page is open it looks
/// at nothing.
/// </summary>
internal sealed class LiveBoard(DashboardReader reader, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(0.9); // what is shown is at most a second old, its way to the page included

    private readonly ConcurrentDictionary<Subscription, Subscription> _pages = new();
    private volatile LiveSnapshot? _last;

    /// <summary>For a page that opens; the running look where there is one.</summary>
    public LiveSnapshot Now() => _last ?? reader.Read();

    /// <summary>Calls the page on every change until the subscription is disposed of.</summary>
    /// <param name="show">Draws the page; while it is at it, changes wait for the next beat.</param>
    /// <param name="shown">What the page shows already.</param>
    public IDisposable Subscribe(Func<LiveSnapshot, Task> show, LiveSnapshot shown)
    {
        var page = new Subscription(this, show, shown);
        _pages[page] = page;
        return page;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Look();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }

    private void Look()
    {
        if (_pages.IsEmpty)
        {
            _last = null;
            return;
        }
        var now = reader.Read(_last);
        _last = now;
        foreach (var page in _pages.Values)
            page.Offer(now);
    }

    private sealed class Subscription(LiveBoard board, Func<LiveSnapshot, Task> show, LiveSnapshot shown) : IDisposable
    {
        private Task _drawing = Task.CompletedTask;
        private LiveSnapshot _shown = shown;

        /// <summary>For the board's loop.</summary>
        public void Offer(LiveSnapshot now)
        {
            if (ReferenceEquals(now, _shown) || !_drawing.IsCompleted)
                return;
            _shown = now;
            _drawing = show(now);
        }

        public void Dispose() => board._pages.TryRemove(this, out _);
    }
}
