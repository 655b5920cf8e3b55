using System.Runtime.InteropServices;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

/// <summary>Plays sound to an ear, a message every 20 ms.</summary>
internal static class Hearing
{
    /// <summary>Plays <paramref name="sound"/> from the accept on, then ends the connection.</summary>
    public static SpeechRecorder Of(ReadOnlySpan<short> sound, EndpointingOptions? options = null)
    {
        var heard = new SpeechRecorder();
        var ear = Open(heard, out var clock);
        ear.Endpointing = options ?? EndpointingOptions.Default;
        Play(ear, clock, sound);
        ear.OnEnd();
        return heard;
    }

    public static Ear Open(ISpeechEvents events, out VirtualTimeProvider clock)
    {
        clock = new();
        return new(events, clock.GetTimestamp(), clock);
    }

    public static void Play(Ear ear, VirtualTimeProvider clock, ReadOnlySpan<short> sound)
    {
        for (; !sound.IsEmpty; sound = sound[Math.Min(AudioClip.FrameSamples, sound.Length)..])
        {
            ear.OnAudio(AudioClip.SampleRate, MemoryMarshal.AsBytes(sound[..Math.Min(AudioClip.FrameSamples, sound.Length)]), clock.GetTimestamp());
            clock.MoveTo(clock.Elapsed + AudioClip.FrameDuration);
        }
    }
}
