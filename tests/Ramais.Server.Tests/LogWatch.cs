using Microsoft.Extensions.Logging;

namespace Ramais.Server.Tests;

/// <summary>Keeps what a server logs, and lets a test wait for a line.</summary>
internal sealed class LogWatch : ILoggerProvider, ILogger
{
    /// <summary>A guard against a hang, not an expectation.</summary>
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(5);

    private readonly Lock _access = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _next = NewSignal();
    private int _read;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_access)
                return [.. _lines];
        }
    }

    /// <summary>Ends when a line with <paramref name="part"/> has been written, counted from <paramref name="from"/> on.</summary>
    /// <returns>The number of the line after it: where to look on.</returns>
    public async Task<int> UntilAsync(string part, int from = 0)
    {
        using var guard = new CancellationTokenSource(Guard, TimeProvider.System);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(guard.Token, TestContext.Current.CancellationToken);
        while (true)
        {
            Task more;
            lock (_access)
            {
                var found = _lines.FindIndex(Math.Min(from, _lines.Count), l => l.Contains(part, StringComparison.Ordinal));
                if (found >= 0)
                    return found + 1;
                more = _next.Task;
            }
            if (await Task.WhenAny(more, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, giveUp.Token)) != more)
                Assert.Fail($"\"{part}\" was not logged in {Guard}, but:{Environment.NewLine}{string.Join(Environment.NewLine, Lines)}");
        }
    }

    /// <summary>Reads on until a line has the fragment.</summary>
    /// <returns>The line, its level in front.</returns>
    public async Task<string> SeesAsync(string fragment)
    {
        _read = await UntilAsync(fragment, _read);
        return Lines[_read - 1];
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        TaskCompletionSource written;
        lock (_access)
        {
            _lines.Add($"{logLevel}: {formatter(state, exception)}");
            (written, _next) = (_next, NewSignal());
        }
        written.SetResult();
    }

    public void Dispose()
    {
        // Nothing to let go of; what was logged stays readable.
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
