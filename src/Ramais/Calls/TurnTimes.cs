namespace Ramais.Calls;

/// <summary>Where the time between a party's last word and our first went, in milliseconds.</summary>
/// <param name="EndpointingMs">From the end of the speech until that was sure.</param>
/// <param name="RecognitionMs">Until the final transcript.</param>
/// <param name="UnderstandingMs">Until it was understood; 0 where rules do it at once.</param>
/// <param name="SynthesisMs">Until the first sentence of the answer was ready to be played.</param>
/// <param name="PlaybackMs">Until its first message was sent.</param>
/// <param name="FirstAudioMs">All together.</param>
internal sealed record TurnTimes(long EndpointingMs, long RecognitionMs, long UnderstandingMs, long SynthesisMs, long PlaybackMs, long FirstAudioMs);
