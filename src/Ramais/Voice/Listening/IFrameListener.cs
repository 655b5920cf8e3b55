namespace Ramais.Voice;

/// <summary>Hears the sound of a leg, 20 ms at a time.</summary>
internal interface IFrameListener
{
    /// <summary>The next frame.</summary>
    /// <param name="frame"><see cref="AudioClip.FrameSamples"/> samples at 8 kHz; valid during the call only.</param>
    /// <param name="start">When the frame began, since the accept. It may step back when late sound makes up for silence put in before.</param>
    void OnFrame(ReadOnlySpan<short> frame, TimeSpan start);
}
