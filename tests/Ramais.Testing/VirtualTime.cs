using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Ramais.Testing;

/// <summary>
/// Runs a test and everything it starts on one thread, in virtual time: whenever nothing is left to run, the clock jumps to the next timer.
/// A five-minute call takes milliseconds and always takes the same path.
/// </summary>
internal static class VirtualTime
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(2);

    /// <summary>Runs <paramref name="test"/> to its end.</summary>
    /// <exception cref="InvalidOperationException">The test waits for something that no timer will bring.</exception>
    public static void Run(Func<VirtualTimeProvider, Task> test)
    {
        var previous = SynchronizationContext.Current;
        var context = new SingleThreadContext();
        var clock = new VirtualTimeProvider();
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            var task = test(clock);
            while (!task.IsCompleted)
                Step(context, clock);
            if (task.Exception is { } failure)
                ExceptionDispatchInfo.Throw(failure.InnerExceptions[0]);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(previous);
        }
    }

    private static void Step(SingleThreadContext context, VirtualTimeProvider clock)
    {
        if (context.RunOne())
            return;
        if (!clock.TryFireNext(Limit))
            throw new InvalidOperationException($"Stuck at {clock.Elapsed}: the test waits, nothing runs and no timer is due within {Limit}.");
    }

    private sealed class SingleThreadContext : SynchronizationContext
    {
        private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _work = new();
        private readonly int _thread = Environment.CurrentManagedThreadId;

        /// <summary>
        /// A continuation that comes from another thread was out of sight for a while, and the clock may have jumped meanwhile: such a test
        /// would pass or fail by chance. What leaves the thread: Task.Run, CancelAsync, ReadAllAsync of a channel, WhenAny and WhenAll over
        /// a TaskCompletionSource that runs its continuations asynchronously.
        /// </summary>
        public override void Post(SendOrPostCallback d, object? state)
        {
            if (Environment.CurrentManagedThreadId == _thread)
            {
                _work.Enqueue((d, state));
                return;
            }
            var escape = new InvalidOperationException($"A continuation came back from another thread:{Environment.NewLine}{Environment.StackTrace}");
            _work.Enqueue((_ => throw escape, null));
        }

        public override void Send(SendOrPostCallback d, object? state) => d(state);

        public override SynchronizationContext CreateCopy() => this;

        public bool RunOne()
        {
            if (!_work.TryDequeue(out var item))
                return false;
            item.Callback(item.State);
            return true;
        }
    }
}
