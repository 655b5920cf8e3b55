using Ramais.Server.Hosting;
using Ramais.Server.Phone;
using Ramais.Server.Settings;
using Ramais.Voice;

namespace Ramais.Server.Demo;

/// <summary>
/// One whole visit against the real server in a temporary folder: both parties are telephones over real AudioSocket connections, and what is
/// told of the server comes from its API.
/// </summary>
/// <param name="options">What is to be shown.</param>
/// <param name="script">What both parties say.</param>
/// <param name="recognition">What hears them where they speak; without a recogniser, one that knows the script stands in.</param>
/// <param name="time">Paces the parties.</param>
/// <param name="tell">Told of everything that happens.</param>
internal sealed class DemoRun(DemoOptions options, DemoScript script, RecognitionSettings recognition, TimeProvider time, Action<DemoEvent> tell)
{
    private const string Visitor = "visitor";
    private const string Resident = "resident";

    // The shortest that settings allow: a resident who never answers must not make the demonstration long.
    private static readonly TimeSpan RingTime = TimeSpan.FromSeconds(5);

    private readonly Guid _id = Guid.NewGuid();

    /// <returns>Whether the visitor was told the outcome that the resident gave.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        using var site = DemoSite.Create();
        await using var server = await RamaisServer.StartAsync(Settings(site), Configure, cancellation);
        using var api = new DemoApi(server.ApiAddress);
        var open = server.Listeners.Statuses().Single(); // who took a port of the site before the server did made it open another
        var passed = await VisitAsync(open.VisitorPort ?? site.VisitorPort, open.ReturnPort ?? site.ReturnPort, api, cancellation);
        await server.StopAsync();
        return passed;
    }

    private async Task<bool> VisitAsync(int visitorPort, int returnPort, DemoApi api, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var watch = new DemoWatch(api, _id, time, tell);
        var (visitor, resident) = (new DemoParty(Visitor, watch, time, start, TellPhone), new DemoParty(Resident, watch, time, start, TellPhone));
        var visiting = visitor.CallAsync(visitorPort, _id, script.Visitor, cancellation);
        var watching = watch.RunAsync(cancellation);
        var answering = AnswerAsync(resident, returnPort, watch, watching, cancellation);
        await Task.WhenAll(visiting, watching, answering);

        var call = await watching;
        var atEnd = (long)time.GetElapsedTime(start).TotalMilliseconds;
        tell(new("latencies", atEnd) { LatenciesMs = DemoLatencies.Of(visitor.Events, resident.Events, call) });
        tell(new("outcome", atEnd) { AuthorizationResult = call.Result });
        return DemoVerdict.Passed(options, call, await visiting);
    }

    private async Task AnswerAsync(DemoParty resident, int returnPort, DemoWatch watch, Task watching, CancellationToken cancellation)
    {
        await Task.WhenAny(watch.Ringing, watching);
        if (watch.Ringing.IsCompletedSuccessfully && script.Resident.Count > 0)
            await resident.CallAsync(returnPort, _id, script.Resident, cancellation);
    }

    private RamaisSettings Settings(DemoSite site) => new()
    {
        DataDir = site.Folder,
        ApiPort = 0,
        RingTime = RingTime,
        RingAttempts = 1,
        ShutdownLimit = TimeSpan.Zero,
        Recognition = options.Voice ? recognition : new(),
    };

    private void Configure(IServiceCollection services, RamaisSettings settings)
    {
        services.AddCalls(settings);
        services.AddLogging(logging => logging.ClearProviders()); // the demonstration tells its own story
        if (options.Voice && recognition.Recognisers.IsEmpty)
            services.AddSingleton<ISpeechToText>(new ScriptedRecogniser(script.Transcripts));
    }

    private void TellPhone(string who, PhoneEvent happened)
    {
        var at = (long)happened.At.TotalMilliseconds;
        DemoEvent? told = happened.Kind switch
        {
            PhoneEventKind.Connected => new("connected", at) { Who = who },
            PhoneEventKind.KeySent => new("key", at) { Who = who, Key = happened.Detail },
            PhoneEventKind.SpeechStarted => new("says", at) { Who = who, Text = happened.Detail },
            PhoneEventKind.Ended => new("hung_up", at) { Who = who, How = PhoneEnds.Word(happened.End) },
            _ => null,
        };
        if (told is not null)
            tell(told);
    }
}
