namespace Ramais.Server.Providers;

/// <summary>A service outside that is left alone for a while when it fails often.</summary>
internal interface IBreakable
{
    /// <summary>As in the settings.</summary>
    string Name { get; }

    /// <summary>It is not asked just now.</summary>
    bool IsPaused { get; }
}
