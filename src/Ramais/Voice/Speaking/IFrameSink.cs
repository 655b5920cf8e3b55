namespace Ramais.Voice;

/// <summary>Where a playback's messages go: one leg's connection.</summary>
internal interface IFrameSink
{
    /// <summary>Sends one 20 ms message of <see cref="AudioClip.FrameSamples"/> samples without waiting. Called by one ticker; must not block.</summary>
    /// <returns>False when the peer is not reading; the message was not sent and is offered again.</returns>
    bool TrySend(ReadOnlySpan<short> frame);
}
