using System.Net;

namespace Ramais.Listeners;

/// <summary>A wanted listener and how far it got. Touched only by the owner of the live set.</summary>
internal sealed class OpenListener(WantedListener wanted)
{
    public WantedListener Wanted { get; private set; } = wanted;

    /// <summary>Null while no socket is open for it.</summary>
    public ListenerHost? Host { get; set; }

    /// <summary>Why the configured port is not the one that is open; null when it is.</summary>
    public string? Cause { get; set; }

    /// <summary>Timestamp before which nothing is tried.</summary>
    public long NextAttempt { get; set; }

    /// <summary>Timestamp of the last successful bind.</summary>
    public long OpenedAt { get; set; }

    /// <summary>Accept loops that died, one soon after the other.</summary>
    public int Deaths { get; set; }

    public int? ActivePort => (Host?.EndPoint as IPEndPoint)?.Port;

    public bool IsTroubled => Host is null || Cause is not null;

    public void Relabel(WantedListener wanted)
    {
        Wanted = wanted;
        Host?.Label = wanted.Label;
    }
}
