using System.Net;
using System.Runtime.CompilerServices;
using Ramais.Server.Phone;

namespace Ramais.Server.Demo;

/// <summary>One person of the demonstration with a telephone, who acts on what the watch says is being heard.</summary>
internal sealed class DemoParty(string name, DemoWatch watch, TimeProvider time, long start, Action<string, PhoneEvent> report)
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(1);

    private readonly List<PhoneEvent> _events = [];

    /// <summary>What happened, in times since the start of the demonstration. To be read after the call.</summary>
    public IReadOnlyList<PhoneEvent> Events => _events;

    public Task<CallOutcome> CallAsync(int port, Guid id, IReadOnlyList<DemoLine> lines, CancellationToken cancellation) =>
        new CallRun(time, Note, start).RunAsync(new(IPAddress.Loopback.ToString(), port, id, InTimeAsync(lines, cancellation), Record: false, LongestCall), cancellation);

    private async IAsyncEnumerable<PhoneLine> InTimeAsync(IReadOnlyList<DemoLine> lines, [EnumeratorCancellation] CancellationToken ended)
    {
        foreach (var line in lines)
        {
            if (line.Prompt is { } prompt)
            {
                await watch.WhenBegun(prompt).WaitAsync(ended);
                await Task.Delay(TimeSpan.FromSeconds(line.After), time, ended);
            }
            yield return line.Line;
        }
    }

    private void Note(PhoneEvent happened)
    {
        _events.Add(happened);
        report(name, happened);
    }
}
