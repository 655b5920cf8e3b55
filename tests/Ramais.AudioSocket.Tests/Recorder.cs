namespace Ramais.AudioSocket.Tests;

/// <summary>Keeps what a connection handed over, in order, one line each, and can react to it.</summary>
internal sealed class Recorder : IAudioSocketReceiver
{
    public List<string> Events { get; } = [];

    /// <summary>Called after each event with all so far, inside the receive loop.</summary>
    public Action<List<string>>? Reaction { get; init; }

    public void OnAudio(int sampleRate, ReadOnlySpan<byte> pcm) => Note(Describe(sampleRate, pcm));

    public void OnDtmf(char digit) => Note($"key {digit}");

    public void OnWake() => Note("wake");

    public static string Describe(int sampleRate, ReadOnlySpan<byte> pcm) => $"audio {sampleRate} {WireMessage.Show(pcm)}";

    private void Note(string line)
    {
        Events.Add(line);
        Reaction?.Invoke(Events);
    }
}
