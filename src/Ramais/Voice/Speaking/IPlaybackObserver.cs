namespace Ramais.Voice;

/// <summary>Told what became of what was enqueued. Called on the ticker, in the order of events; must not block.</summary>
internal interface IPlaybackObserver
{
    /// <summary>The first message of the item was sent. Items that never play are not announced.</summary>
    void OnPlaybackStarted(long id);

    /// <summary>The item is over, for whatever reason. Exactly once for every accepted item.</summary>
    void OnPlaybackEnded(PlaybackResult result);

    /// <summary>The peer has read nothing for <see cref="Playback.StuckAfter"/>. Told once, and again only after it has read in between.</summary>
    void OnPeerStuck();
}
