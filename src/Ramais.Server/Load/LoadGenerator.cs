using Ramais.Server.Media;
using Ramais.Voice;

namespace Ramais.Server.Load;

/// <summary>What all legs of a run share: one thread that receives and sends for all of them, the sound, and the figures.</summary>
internal sealed class LoadGenerator : IDisposable
{
    private Exception? _failure;

    public LoadGenerator(TimeProvider time)
    {
        Time = time;
        Loop = new("load", time, Failed);
        Loop.Start();
    }

    public MediaLoop Loop { get; }

    public TimeProvider Time { get; }

    public SpeechLikeAudio Audio { get; } = new();

    public LoadStatistics Statistics { get; } = new();

    /// <summary>A defect of the generator makes its figures worthless.</summary>
    /// <exception cref="InvalidOperationException">A leg threw.</exception>
    public void ThrowIfFailed()
    {
        if (_failure is not null)
            throw new InvalidOperationException("a leg of the load generator failed", _failure);
    }

    public void Dispose() => Loop.Dispose();

    private void Failed(IPaced leg, Exception failure) => _failure = failure;
}
