namespace Ramais.Extensions;

/// <summary>Notices that the rows may have changed: a file's date, the database's notifications, a clock.</summary>
internal interface IChangeFeed
{
    /// <summary>Calls <paramref name="changed"/>, which only leaves a hint, until <paramref name="stopping"/>.</summary>
    Task RunAsync(Action changed, CancellationToken stopping);
}
