namespace Ramais.Voice;

/// <summary>What the network remembers of one leg: 1 KiB.</summary>
internal sealed class SileroMemory
{
    /// <summary>Cells of the LSTM.</summary>
    public const int Cells = 128;

    private readonly float[] _values = new float[2 * Cells];

    /// <summary>What the LSTM gave last.</summary>
    public Span<float> Hidden => _values.AsSpan(0, Cells);

    /// <summary>What its cells hold.</summary>
    public Span<float> Cell => _values.AsSpan(Cells);

    public void Forget() => _values.AsSpan().Clear();
}
