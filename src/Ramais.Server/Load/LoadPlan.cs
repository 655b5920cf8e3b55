using System.Net;

namespace Ramais.Server.Load;

/// <summary>A load to be made: so many legs, spread over the ports in turn, started over the ramp, then kept up for the duration.</summary>
internal sealed record LoadPlan(IPAddress Host, int FirstPort, int LastPort, int Calls, TimeSpan Ramp, TimeSpan Duration)
{
    /// <summary>How long whoever was turned away waits; a visitor who was sent on to a person does not come back at once.</summary>
    public TimeSpan BeforeNextTry { get; init; } = TimeSpan.FromSeconds(5);

    public IPEndPoint EndPoint(int leg) => new(Host, FirstPort + (leg % (LastPort - FirstPort + 1)));
}
