using System.Diagnostics.Metrics;

namespace Ramais.ClickToCall;

/// <summary>Counts requests to ring by transport and result: <c>ramais.ring.requests</c> of the meter <c>Ramais</c>.</summary>
internal sealed class RingMetrics(Meter meter)
{
    public const string Accepted = "accepted";
    public const string Refused = "refused";

    /// <summary>No answer in time, or a connection that broke: the PBX may have taken it.</summary>
    public const string Unknown = "unknown";

    private readonly Counter<long> _requests = meter.CreateCounter<long>("ramais.ring.requests", "{request}", "Requests to ring, by transport and result.");

    public void Count(string transport, string result) => _requests.Add(1, new("transport", transport), new("result", result));
}
