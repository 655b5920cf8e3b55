using Ramais.Calls;

namespace Ramais.History;

/// <summary>For a server that keeps no history: nothing is ever found.</summary>
internal sealed class NoCallHistory : ICallHistory
{
    public Task<CallPage> ListAsync(CallQuery query, CancellationToken stopping) => Task.FromResult(new CallPage([], null));

    public Task<CallView?> FindAsync(Guid id, CancellationToken stopping) => Task.FromResult<CallView?>(null);
}
