using Ramais.Calls;

namespace Ramais.History;

/// <summary>Takes ended calls for the history.</summary>
internal interface ICallArchive
{
    /// <summary>Any thread. Never waits: a history that can't keep up loses calls, and no call waits for it.</summary>
    void Add(CallView ended);

    /// <summary>Any thread. A call that was added and is not written yet; null once it is, or is lost.</summary>
    CallView? Waiting(Guid id);
}
