using Ramais.Directory;

namespace Ramais.ClickToCall;

/// <summary>Whether an apartment may be rung just now: not in its quiet hours, and not more often than a gate may. Any thread.</summary>
internal sealed class RingRules(TimeProvider time, int limitPerHour = RingRules.DefaultLimit, QuietHours? quiet = null)
{
    public const int DefaultLimit = 20;

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Lock _access = new();

    // No more keys than the directories have apartments, no more instants a key than the limit.
    private readonly Dictionary<(int Condominium, string Apartment), Queue<long>> _rings = [];

    /// <summary>Null: it may be rung, and this ring is counted.</summary>
    public RingBar? Judge(CondominiumDirectory directory, string apartment)
    {
        var now = TimeOnly.FromTimeSpan(time.GetLocalNow().TimeOfDay);
        if ((directory.DoNotDisturb ?? quiet ?? QuietHours.Never).Contains(now))
            return RingBar.QuietHours;
        return TryCount((directory.CondominiumId, apartment)) ? null : RingBar.Limit;
    }

    private bool TryCount((int Condominium, string Apartment) key)
    {
        lock (_access)
        {
            if (!_rings.TryGetValue(key, out var rings))
                _rings[key] = rings = new();
            while (rings.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Window)
                rings.Dequeue();
            if (rings.Count >= limitPerHour)
                return false;
            rings.Enqueue(time.GetTimestamp());
            return true;
        }
    }
}

/// <summary>Why an apartment is not rung.</summary>
internal enum RingBar
{
    QuietHours,

    /// <summary>A gate must not be used to harass.</summary>
    Limit,
}
