namespace Ramais.Calls;

/// <summary>What the API and the dashboard may see of calls and do to them.</summary>
internal interface ICallBoard
{
    /// <summary>Live calls first, then the last ended ones, newest first: whole until the history has them, then bare (<see cref="CallView.IsBare"/>).</summary>
    IReadOnlyList<CallView> List();

    /// <summary>As in <see cref="List"/>; null when the id is neither live nor remembered.</summary>
    CallView? Find(Guid id);

    /// <summary>Asks a live call to hang up one leg. False when there is no such live leg.</summary>
    bool HangUp(Guid id, LegRole role);
}
