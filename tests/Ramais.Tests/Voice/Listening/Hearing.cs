using System.Runtime.InteropServices;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

/// <summary>Plays sound to an ear, a message every 20 ms.</summary>
internal static class Hearing
{
    /// <summary>Plays <paramref name="sound"/> from the accept on, then ends the connection.</summary>
    public static SpeechRecorder Of(ReadOnlySpan<short> sound, EndpointingOptions? options = null, SileroNetwork? network = null)
    {
        var heard = new SpeechRecorder();
        var ear = Open(heard, out var clock, network);
        ear.Endpointing = options ?? EndpointingOptions.Default;
        Play(ear, clock, sound);
        ear.OnEnd();
        return heard;
    }

    public static Ear Open(ISpeechEvents events, out VirtualTimeProvider clock, SileroNetwork? network = null)
    {
        clock = new();
        return new(events, clock.GetTimestamp(), clock, network);
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
