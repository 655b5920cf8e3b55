namespace Ramais.Voice;

/// <summary>Somebody whose next 20 ms message is due at fixed instants.</summary>
internal interface IPaced
{
    /// <summary>
    /// Sends what is due. Called only by the ticker that owns this instance, never twice at once; must not block.
    /// </summary>
    /// <param name="timestamp">Now, in the TimeProvider's timestamp units.</param>
    /// <param name="messages">How many 20 ms messages are due since the last call: 1 as a rule, up to 5 after a stall.</param>
    /// <returns>False when it is over and the ticker may forget it.</returns>
    bool Tick(long timestamp, int messages);
}

/// <summary>Gives every leg its turn each 20 ms, against absolute deadlines.</summary>
internal interface IPacer
{
    /// <summary>The first tick follows at once (the first 20 ms matter to Asterisk), the others every 20 ms after it. Any thread.</summary>
    void Add(IPaced paced);
}

/// <summary>A pacer that knows how well it keeps its deadlines.</summary>
internal interface IMeasuredPacer : IPacer
{
    /// <summary>Over all its threads. Any thread, any time.</summary>
    PacingStatistics Statistics { get; }
}
