using System.Collections.Immutable;
using Ramais.Calls;
using Ramais.Extensions;
using Ramais.Listeners;

namespace Ramais.Server.Dashboard.Live;

/// <summary>What the first page is made of.</summary>
internal sealed record ServerState(
    ExtensionSnapshot? Snapshot, string? SourceFault, ImmutableArray<ExtensionStatus> Extensions, ImmutableArray<ProviderLine> Providers, bool IsAdmitting);

/// <summary>Makes the overview. Pure; equal parts stay the same objects, by which pages see what they need not draw again.</summary>
internal static class OverviewOf
{
    /// <summary>Everything but the calls, which are <paramref name="old"/>'s.</summary>
    public static Overview State(ServerState state, Overview? old) => new(
        Same(old?.Troubles, Troubles(state)),
        Counts(state.Extensions),
        Same(old?.Rejected, [.. (state.Snapshot?.Rejected ?? []).Select(r => new RejectedLine(r.Id, string.Join("; ", r.Reasons)))]),
        Same(old?.Providers, state.Providers),
        new(state.Snapshot?.Source, state.Snapshot?.LoadedAt, state.SourceFault),
        old?.Calls ?? []);

    public static ImmutableArray<LiveCall> Calls(IEnumerable<CallView> calls, ImmutableArray<LiveCall> old)
    {
        var known = old.ToDictionary(c => c.Id);
        return Same(old, [.. calls.Where(c => c.EndedAt is null).Select(Line).Select(line => known.GetValueOrDefault(line.Id) is { } was && was == line ? was : line)]);
    }

    private static LiveCall Line(CallView call) => new(
        call.Id, call.CondominiumId, call.AiNumber, call.State, call.StartedAt, IsOn(call, LegRole.Visitor), IsOn(call, LegRole.Resident), call.Ringing?.Apartment);

    private static bool IsOn(CallView call, LegRole role) => call.Legs.Any(l => l.Role == role && l.EndedAt is null);

    private static ImmutableArray<Trouble> Troubles(ServerState state)
    {
        var counts = Counts(state.Extensions);
        Trouble?[] found =
        [
            state.Snapshot is null ? new(TroubleKind.NothingLoaded) : null,
            state.IsAdmitting ? null : new(TroubleKind.TurnsAway),
            Counted(TroubleKind.PortsClosed, counts.Failed),
            state.SourceFault is null ? null : new(TroubleKind.SourceFailed),
            Counted(TroubleKind.RowsRejected, state.Snapshot?.Rejected.Length ?? 0),
            Counted(TroubleKind.OtherPorts, counts.Alternative),
            Counted(TroubleKind.ProvidersPaused, state.Providers.Count(p => p.IsPaused)),
        ];
        return [.. found.OfType<Trouble>()];
    }

    private static Trouble? Counted(TroubleKind kind, int count) => count > 0 ? new(kind, count) : null;

    private static ExtensionCounts Counts(ImmutableArray<ExtensionStatus> statuses)
    {
        var counts = statuses.CountBy(s => s.State).ToDictionary();
        return new(
            counts.GetValueOrDefault(ExtensionState.Active), counts.GetValueOrDefault(ExtensionState.AlternativePort),
            counts.GetValueOrDefault(ExtensionState.Failed), counts.GetValueOrDefault(ExtensionState.Draining));
    }

    private static ImmutableArray<T> Same<T>(ImmutableArray<T>? old, ImmutableArray<T> now) => old is { } before && before.SequenceEqual(now) ? before : now;
}
