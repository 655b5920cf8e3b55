using System.Net;
using Ramais.Server.Phone;

namespace Ramais.Server.Demo;

/// <summary>One person of the demonstration with a telephone.</summary>
internal sealed class DemoParty(string name, TimeProvider time, long start, Action<string, PhoneEvent> report)
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(1);

    private readonly List<PhoneEvent> _events = [];

    /// <summary>What happened, in times since the start of the demonstration. To be read after the call.</summary>
    public IReadOnlyList<PhoneEvent> Events => _events;

    public async Task<CallOutcome> CallAsync(int port, Guid id, IReadOnlyList<PhoneLine> lines, CancellationToken cancellation)
    {
        var connecting = time.GetElapsedTime(start);
        var run = new CallRun(time, happened => Note(happened with { At = connecting + happened.At }));
        return await run.RunAsync(new(IPAddress.Loopback.ToString(), port, id, lines, Record: false, LongestCall), cancellation);
    }

    private void Note(PhoneEvent happened)
    {
        _events.Add(happened);
        report(name, happened);
    }
}
