using Ramais.Calls;

namespace Ramais.Server.Dashboard.Live;

/// <summary>One look at the server. What has not changed since the look before is the very same object.</summary>
/// <param name="Overview">For the first page.</param>
/// <param name="Calls">Live and remembered ones, as the board lists them.</param>
internal sealed record LiveSnapshot(Overview Overview, IReadOnlyList<CallView> Calls);
