using System.Buffers;

namespace Ramais.Voice;

/// <summary>Samples that grow; the memory is borrowed while there are any.</summary>
internal sealed class SoundBuffer
{
    private short[] _samples = [];
    private int _length;

    /// <summary>Valid until the next change.</summary>
    public ReadOnlyMemory<short> Written => _samples.AsMemory(0, _length);

    public void Add(ReadOnlySpan<short> samples)
    {
        if (_length + samples.Length > _samples.Length)
            Move(Math.Max(AudioClip.SampleRate, (_length + samples.Length) * 2));
        samples.CopyTo(_samples.AsSpan(_length));
        _length += samples.Length;
    }

    public void Clear()
    {
        _length = 0;
        if (_samples.Length > 0)
            Move(0);
    }

    private void Move(int capacity)
    {
        var (old, larger) = (_samples, capacity == 0 ? [] : ArrayPool<short>.Shared.Rent(capacity));
        old.AsSpan(0, _length).CopyTo(larger);
        _samples = larger;
        if (old.Length > 0)
            ArrayPool<short>.Shared.Return(old);
    }
}
