using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Ramais.Calls;
using Ramais.ClickToCall;
using Ramais.Conversation;
using Ramais.Extensions;
using Ramais.Recording;
using Ramais.Telemetry;
using Ramais.Voice;

namespace Ramais.Testing;

/// <summary>
/// The whole product between the sockets and the vendors, in virtual time: real frames, real voice detection, real pacing, real calls; fake
/// PBX, recogniser, voice and outbox.
/// </summary>
internal sealed class Gatehouse
{
    public static readonly Extension Aurora = new(10, "2018519", "2018520", "0.0.0.0", 8101, 8201, 15);
    public static readonly Extension Ipe = new(11, "2018521", "2018522", "0.0.0.0", 8102, 8202, 16);
    public static readonly Extension Jardim = new(12, "2018523", "2018524", "0.0.0.0", 8103, 8203, 17);

    private readonly CallEntrance _entrance;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _running = [];
    private int _ports = 20000;

    public Gatehouse(
        VirtualTimeProvider time, bool voice = false, ConversationPolicy? policy = null, IVisitorUnderstanding? understanding = null, RingRules? rules = null,
        Admission? admission = null, CallRecorder? recorder = null, TraceWriter? traces = null, IPromptAudio? prompts = null, SileroNetwork? network = null)
    {
        Time = time;
        ClickToCall = new();
        RingRules = rules ?? new(time);
        Outbox = new(time);
        Recogniser = new(time);
        Understanding = understanding ?? new RulesUnderstanding();
        Services = new(
            time, new VirtualPacer(time), prompts ?? Prompts, PromptCatalog.Embedded, voice ? Recogniser : null, Understanding, ClickToCall, RingRules, Outbox,
            new FixedDirectory(), policy ?? new(), TimeSpan.FromSeconds(1.5), NullLogger<Call>.Instance)
        {
            Recorder = recorder,
            Traces = traces,
            Listening = _ => new(network, HalfDuplex: false),
        };
        Calls = new(Services);
        _entrance = new(Calls, Services, admission);
    }

    public VirtualTimeProvider Time { get; }

    public CallServices Services { get; }

    public CallRegistry Calls { get; }

    public FakePromptAudio Prompts { get; } = new();

    public FakeSpeechToText Recogniser { get; }

    public IVisitorUnderstanding Understanding { get; }

    public FakeClickToCall ClickToCall { get; }

    public RingRules RingRules { get; }

    public FakeOutbox Outbox { get; }

    public static Guid NewId(int number = 1) => new(number, 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]);

    public SimulatedPhone Visitor(Guid? id = null, Extension? extension = null) => Connect(id ?? NewId(), LegRole.Visitor, extension ?? Aurora);

    public SimulatedPhone Resident(Guid? id = null, Extension? extension = null) => Connect(id ?? NewId(), LegRole.Resident, extension ?? Aurora);

    /// <summary>A connection on the visitor's port that says nothing, and the end of its handling.</summary>
    public (InMemoryConnection Near, Task Ended) Knock()
    {
        var (near, far) = NewConnection(Aurora.VisitorPort);
        return (near, _entrance.HandleAsync(far, Aurora, LegRole.Visitor, _stopping.Token));
    }

    /// <summary>What was said under a key, whoever heard it, with its variables filled in, in order.</summary>
    public IEnumerable<string> Spoken(string key) => Prompts.Asked.Where(prompt => prompt.Key == key).Select(prompt => prompt.Text);

    /// <summary>Waits until the PBX has been asked for the <paramref name="count"/>th ring.</summary>
    public async Task RingsAsync(int count = 1)
    {
        while (ClickToCall.Rings.Count < count)
            await Task.Delay(TimeSpan.FromMilliseconds(20), Time);
    }

    public Task PassAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), Time);

    public CallView View(Guid? id = null) => Calls.Find(id ?? NewId()) ?? throw new InvalidOperationException("There is no such call.");

    /// <summary>What the host does when the server stops.</summary>
    public void Stop() => _stopping.Cancel();

    /// <summary>Every connection has ended and every call is over; fails with what they failed with.</summary>
    public Task QuietAsync() => Task.WhenAll(_running);

    private SimulatedPhone Connect(Guid id, LegRole role, Extension extension)
    {
        var (near, far) = NewConnection(role == LegRole.Visitor ? extension.VisitorPort : extension.ReturnPort!.Value);
        var phone = new SimulatedPhone(near, Time);
        _running.Add(_entrance.HandleAsync(far, extension, role, _stopping.Token));
        _running.Add(phone.RunAsync(id));
        return phone;
    }

    private (InMemoryConnection Near, InMemoryConnection Far) NewConnection(int port) => InMemoryConnection.CreatePair(
        new IPEndPoint(IPAddress.Loopback, ++_ports), new IPEndPoint(IPAddress.Loopback, port), window: 64 * 1024);
}
