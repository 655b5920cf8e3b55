using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Ramais.Server.Tests;

/// <summary>Everything that is logged; a test can wait for a line.</summary>
internal sealed class LogWatch : ILoggerProvider, ILogger
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>(); // a test logs a few lines
    private readonly ConcurrentQueue<string> _all = new();

    public IReadOnlyCollection<string> Lines => _all;

    /// <summary>Reads on until a line has the fragment.</summary>
    public async Task<string> SeesAsync(string fragment)
    {
        while (true)
        {
            var line = await _lines.Reader.ReadAsync(TestContext.Current.CancellationToken);
            if (line.Contains(fragment, StringComparison.Ordinal))
                return line;
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = $"{logLevel}: {formatter(state, exception)}";
        _all.Enqueue(line);
        _lines.Writer.TryWrite(line);
    }

    public void Dispose() => _lines.Writer.TryComplete();
}
