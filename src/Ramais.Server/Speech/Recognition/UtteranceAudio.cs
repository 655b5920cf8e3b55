using System.Runtime.CompilerServices;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>
/// One utterance as it grows. One writer that never waits, and readers that each start at the beginning: a recogniser that takes over from a
/// failed one hears the whole of it.
/// </summary>
internal sealed class UtteranceAudio : IDisposable
{
    /// <summary>Far longer than an utterance is allowed to be; of more, the oldest is lost.</summary>
    public const int MaxSamples = 30 * AudioClip.SampleRate;

    private readonly Lock _gate = new();
    private readonly List<short> _samples = new(4 * AudioClip.SampleRate);
    private readonly CancellationTokenSource _ended = new();
    private long _lost;
    private TaskCompletionSource _more = new();

    /// <summary>Cancelled when the party has finished: the signal from which time limits count.</summary>
    public CancellationToken Ended => _ended.Token;

    public void Append(ReadOnlySpan<short> samples)
    {
        lock (_gate)
        {
            _samples.AddRange(samples);
            if (_samples.Count > MaxSamples)
            {
                _lost += _samples.Count - MaxSamples;
                _samples.RemoveRange(0, _samples.Count - MaxSamples);
            }
        }
        Wake();
    }

    public void Complete()
    {
        _ended.Cancel();
        Wake();
    }

    /// <summary>The utterance from its beginning, in pieces as it comes: at least <paramref name="piece"/> samples each, but for the last.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<short>> ReadAsync(int piece, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var position = 0L;
        while (true)
        {
            var more = Volatile.Read(ref _more).Task; // before the look: what comes after it wakes this task
            var ended = _ended.IsCancellationRequested;
            var next = Take(ref position, ended ? 1 : piece);
            if (next.Length > 0)
                yield return next;
            else if (ended)
                yield break;
            else
                await more.WaitAsync(cancellation);
        }
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>All of it.</returns>
    public async Task<short[]> WholeAsync(CancellationToken cancellation)
    {
        await foreach (var _ in ReadAsync(MaxSamples, cancellation))
        {
            // the end is what is waited for
        }
        lock (_gate)
            return [.. _samples];
    }

    public void Dispose() => _ended.Dispose();

    private short[] Take(ref long position, int atLeast)
    {
        lock (_gate)
        {
            position = Math.Max(position, _lost);
            var from = (int)(position - _lost);
            if (_samples.Count - from < atLeast)
                return [];
            var taken = _samples[from..].ToArray();
            position += taken.Length;
            return taken;
        }
    }

    private void Wake() => Interlocked.Exchange(ref _more, new()).TrySetResult();
}
