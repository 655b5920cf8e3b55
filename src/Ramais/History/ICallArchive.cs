using Ramais.Calls;

namespace Ramais.History;

/// <summary>Takes ended calls for the history.</summary>
internal interface ICallArchive
{
    /// <summary>Any thread. Never waits: a history that can't keep up loses calls, and no call waits for it.</summary>
    void Add(CallView ended);
}
