using System.IO.Pipelines;

namespace Ramais.Testing;

/// <summary>
/// A pipe's writer that either end may break. A plain pipe throws at whoever writes after that; a socket's does not, it says that nobody
/// reads, and code under test must meet the same.
/// </summary>
internal sealed class InMemoryPipeWriter(PipeWriter pipe) : PipeWriter
{
    private bool _broken;
    private bool _completed;
    private byte[] _void = [];

    /// <summary>Makes the reader throw <paramref name="cause"/>, and swallows what is written from now on.</summary>
    public void Break(Exception cause)
    {
        _broken = true;
        pipe.CancelPendingFlush();
        pipe.Complete(cause);
    }

    public override void Advance(int bytes)
    {
        if (!_broken)
            pipe.Advance(bytes);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        return _broken ? Void(sizeHint) : pipe.GetMemory(sizeHint);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        _broken ? new(new FlushResult(isCanceled: false, isCompleted: true)) : pipe.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => pipe.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        _completed = true;
        pipe.Complete(exception);
    }

    private Memory<byte> Void(int sizeHint)
    {
        if (_void.Length < Math.Max(sizeHint, 1))
            _void = new byte[Math.Max(sizeHint, 4096)];
        return _void;
    }
}
