namespace Ramais.Voice;

/// <summary>
/// The fixed sentences as they ship: <c>Voice/Recordings/KEY.wav</c>, 8 kHz u-law, embedded in this assembly so that they cannot be lost
/// or found in the wrong folder. A machine that cannot synthesize speaks with these.
/// </summary>
internal static class ShippedRecordings
{
    /// <summary>The recording of a sentence; null when none ships under that key.</summary>
    /// <exception cref="WavFormatException">The recording is broken.</exception>
    public static AudioClip? Find(string key)
    {
        if (!PromptText.IsValidKey(key))
            return null;
        var name = $"recordings/{key}.wav";
        using var resource = typeof(ShippedRecordings).Assembly.GetManifestResourceStream(name);
        if (resource is null)
            return null;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return WavReader.Parse(bytes, name);
    }
}
