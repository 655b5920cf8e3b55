using System.Collections.Frozen;
using System.Collections.Immutable;
using Ramais.Calls;
using Ramais.Extensions;

namespace Ramais.Listeners;

/// <summary>What is open, as others see it: built by the owner of the live set, swapped as a whole.</summary>
/// <param name="Extensions">By id; connection counts are added when somebody asks.</param>
/// <param name="Routes">Where a number, of the AI or of the return, is served now.</param>
internal sealed record ListenersView(ImmutableArray<ExtensionStatus> Extensions, FrozenDictionary<string, Route> Routes)
{
    private const string NoReturnPort = "nenhuma porta livre em PORT_ALTERNATIVES para o retorno: amplie a faixa";

    public static ListenersView Empty { get; } = new([], FrozenDictionary<string, Route>.Empty);

    public static ListenersView Of(ImmutableArray<Extension> extensions, IEnumerable<OpenListener> listeners)
    {
        var byLabel = listeners.ToDictionary(l => (l.Wanted.Label.Extension.Id, l.Wanted.Label.Role));
        var statuses = ImmutableArray.CreateBuilder<ExtensionStatus>(extensions.Length);
        var routes = new Dictionary<string, Route>();
        foreach (var extension in extensions)
        {
            var status = StatusOf(extension, byLabel[(extension.Id, LegRole.Visitor)], byLabel.GetValueOrDefault((extension.Id, LegRole.Resident)));
            statuses.Add(status);
            // The AI number goes first: where both numbers are one, callers are visitors.
            if (status.VisitorPort is { } visitor)
                routes.TryAdd(extension.AiNumber, new Route(extension, visitor));
            if (status.ReturnPort is { } back)
                routes.TryAdd(extension.ReturnNumber, new Route(extension, back));
        }
        return new ListenersView(statuses.MoveToImmutable(), routes.ToFrozenDictionary());
    }

    private static ExtensionStatus StatusOf(Extension extension, OpenListener visitor, OpenListener? back)
    {
        var cause = visitor.Cause ?? (back is null ? NoReturnPort : back.Cause);
        var state = visitor.Host is null || back?.Host is null ? ExtensionState.Failed
            : visitor.IsTroubled || back.IsTroubled ? ExtensionState.AlternativePort
            : ExtensionState.Active;
        return new ExtensionStatus(extension, state, visitor.ActivePort, back?.ActivePort, 0, cause);
    }
}

/// <summary>Where a number is served: the extension says on which address Asterisk reaches it.</summary>
internal sealed record Route(Extension Extension, int Port);
