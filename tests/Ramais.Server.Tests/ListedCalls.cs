using Ramais.Calls;

namespace Ramais.Server.Tests;

/// <summary>A board of calls that a test writes.</summary>
internal sealed class ListedCalls : ICallBoard
{
    public List<CallView> Calls { get; } = [];

    public List<(Guid Id, LegRole Role)> HungUp { get; } = [];

    public IReadOnlyList<CallView> List() => Calls;

    public CallView? Find(Guid id) => Calls.FirstOrDefault(c => c.Id == id);

    public bool HangUp(Guid id, LegRole role)
    {
        if (Find(id) is not { EndedAt: null } call || call.Legs.All(l => l.Role != role))
            return false;
        HungUp.Add((id, role));
        return true;
    }
}
