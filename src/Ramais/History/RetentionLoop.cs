using Microsoft.Extensions.Logging;

namespace Ramais.History;

/// <summary>Erases what is over its days: at the start, and each night once the day before is surely over.</summary>
internal sealed partial class RetentionLoop(RetentionDays days, IEnumerable<IPersonalData> places, TimeProvider time, ILogger<RetentionLoop> log)
{
    /// <summary>After midnight: a call that began before it has ended by then, and its recording is closed.</summary>
    private static readonly TimeSpan AfterMidnight = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(10);

    private readonly IPersonalData[] _places = [.. places];

    /// <summary>Runs until <paramref name="stopping"/>.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            var pause = await PurgeAsync(stopping) ? UntilNextNight() : AfterFailure;
            await Task.Delay(pause, time, stopping);
        }
    }

    /// <summary>Erases everywhere, whatever fails elsewhere.</summary>
    /// <returns>False when some place failed.</returns>
    internal async Task<bool> PurgeAsync(CancellationToken stopping)
    {
        var (limits, done) = (RetentionLimits.Of(days, time.GetUtcNow(), time.LocalTimeZone), true);
        foreach (var place in _places)
            done &= await TryPurgeAsync(place, limits, stopping);
        return done;
    }

    private async Task<bool> TryPurgeAsync(IPersonalData place, RetentionLimits limits, CancellationToken stopping)
    {
        try
        {
            if (await place.PurgeAsync(limits, stopping) is > 0 and var count)
                Purged(log, count, place.Name);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or HistoryException)
        {
            NotPurged(log, place.Name, failure.Message);
            return false;
        }
    }

    private TimeSpan UntilNextNight()
    {
        var (now, zone) = (time.GetUtcNow(), time.LocalTimeZone);
        var tomorrow = RetentionDays.FirstKept(-1, now, zone);
        return RetentionDays.StartOf(tomorrow, zone) + AfterMidnight - now;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Prazo de guarda vencido: {Count} registros apagados em {Place}.")]
    private static partial void Purged(ILogger log, int count, string place);

    [LoggerMessage(Level = LogLevel.Warning, Message = "O que passou do prazo de guarda não pôde ser apagado em {Place}: {Cause} Nova tentativa em 10 minutos.")]
    private static partial void NotPurged(ILogger log, string place, string cause);
}
