using System.Collections.Immutable;
using Ramais.Extensions;
using Ramais.Server.Hosting;
using Ramais.Server.Settings;

namespace Ramais.Server.Dialplan;

/// <summary>The extensions as a server with these settings would serve them, read without starting one.</summary>
internal static class ConfiguredExtensions
{
    /// <exception cref="ExtensionSourceException">The rows can't be read.</exception>
    public static async Task<(ImmutableArray<DialplanEntry> Entries, ImmutableArray<RejectedRow> Rejected)> LoadAsync(
        RamaisSettings settings, CancellationToken cancellation)
    {
        await using var services = Compose(settings);
        var rows = await services.GetRequiredService<IExtensionSource>().LoadAsync(cancellation);
        var judged = ExtensionValidator.Validate(rows, []);
        var known = services.GetRequiredService<ReturnPortFile>().Load();
        var given = ReturnPorts.Assign(judged.Accepted, rows.Select(r => r.Id).ToHashSet(), known, settings.PortAlternatives);
        return ([.. judged.Accepted.Select(e => new DialplanEntry(e, e.ReturnPort ?? PortOf(e, given)))], judged.Rejected);
    }

    private static int? PortOf(Extension extension, ImmutableSortedDictionary<int, int> given) =>
        given.TryGetValue(extension.Id, out var port) ? port : null;

    /// <summary>The server's own composition, so that whatever source it would use is used here too. Nothing in it is started.</summary>
    private static ServiceProvider Compose(RamaisSettings settings) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(settings)
        .AddSingleton(TimeProvider.System)
        .AddExtensions(settings)
        .BuildServiceProvider();
}
