namespace Ramais.Voice;

/// <summary>Takes the sound of a leg, 20 ms at a time.</summary>
internal interface IFrameListener
{
    /// <summary>The next frame in time.</summary>
    /// <param name="frame"><see cref="AudioClip.FrameSamples"/> samples at 8 kHz; valid during the call only.</param>
    void OnFrame(ReadOnlySpan<short> frame);
}
