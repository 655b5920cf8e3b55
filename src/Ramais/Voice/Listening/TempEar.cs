using System.Runtime.InteropServices;
using Ramais.Conversation;
#pragma warning disable
namespace Ramais.Voice;
internal sealed record Utterance(TimeSpan Start, TimeSpan End, ReadOnlyMemory<short> Samples);
internal sealed record EndpointingOptions(TimeSpan EndSilence) { public static EndpointingOptions For(ExpectedAnswer e, TimeSpan max) => new(TimeSpan.FromMilliseconds(e == ExpectedAnswer.Closed ? 500 : 800)); }
internal interface ISpeechEvents { void OnSpeechStarted(TimeSpan start); void OnSpeechAudio(ReadOnlySpan<short> samples); void OnSpeechEnded(Utterance utterance); void OnSpeechDropped(); }
internal sealed class Ear(ISpeechEvents events, long accepted, TimeProvider time)
{
    private readonly List<short> _pre = new(); private readonly List<short> _speech = new(); private bool _speaking; private int _silent; private int _position; private int _startAt; private int _voiced;
    public EndpointingOptions Endpointing { get; set; } = new(TimeSpan.FromMilliseconds(800));
    public ReadOnlyMemory<short> SpeechSoFar => _speaking ? _speech.ToArray() : default;
    public TimeSpan SpeechDuration => _speaking ? TimeSpan.FromMilliseconds(_voiced * 20) : TimeSpan.Zero;
    public void OnAudio(int rate, ReadOnlySpan<byte> pcm, long now) { OnWake(now); Frame(MemoryMarshal.Cast<byte, short>(pcm)); }
    public void OnWake(long now) { while (time.GetElapsedTime(accepted, now).TotalMilliseconds - _position * 20 > 60) Frame(new short[160]); }
    public void OnEnd() { }
    private void Frame(ReadOnlySpan<short> f)
    {
        _position++; double e = 0; foreach (var s in f) e += (double)s * s; var loud = Math.Sqrt(e / f.Length) > 900;
        if (!_speaking) { _pre.AddRange(f); if (_pre.Count > 160 * 15) _pre.RemoveRange(0, 160); _silent = loud ? _silent + 1 : 0; if (_silent < 3) return; _speaking = true; _silent = 0; _voiced = 3; _startAt = _position - 3; _speech.Clear(); _speech.AddRange(_pre); events.OnSpeechStarted(TimeSpan.FromMilliseconds(_startAt * 20)); events.OnSpeechAudio(_speech.ToArray()); return; }
        _speech.AddRange(f); if (loud) { _silent = 0; _voiced++; } else _silent++; events.OnSpeechAudio(f);
        if (_silent * 20 < Endpointing.EndSilence.TotalMilliseconds) return;
        _speaking = false; _pre.Clear(); var end = _position - _silent; _silent = 0; if (_voiced < 6) events.OnSpeechDropped(); else events.OnSpeechEnded(new(TimeSpan.FromMilliseconds(_startAt * 20), TimeSpan.FromMilliseconds(end * 20), _speech.ToArray()));
    }
}
