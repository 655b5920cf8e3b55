using Ramais.Calls;

namespace Ramais.History;

/// <summary>The ended calls that are kept on disk. Reading never waits for a call, nor a call for it.</summary>
internal interface ICallHistory
{
    /// <summary>One page, newest first.</summary>
    Task<CallPage> ListAsync(CallQuery query, CancellationToken stopping);

    /// <summary>One call with all that is still kept of it; null when there is none of that id.</summary>
    Task<CallView?> FindAsync(Guid id, CancellationToken stopping);
}
