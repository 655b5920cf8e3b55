using Microsoft.AspNetCore.Connections;
using Ramais.Access;
using Ramais.Calls;
using Ramais.ClickToCall;
using Ramais.Conversation;
using Ramais.Directory;
using Ramais.Recording;
using Ramais.Server.Access;
using Ramais.Server.Ai;
using Ramais.Server.ClickToCall;
using Ramais.Server.History;
using Ramais.Server.Listening;
using Ramais.Server.Privacy;
using Ramais.Server.Settings;
using Ramais.Server.Speech;
using Ramais.Telemetry;
using Ramais.Voice;

namespace Ramais.Server.Hosting;

/// <summary>Puts together what takes the calls.</summary>
internal static class CallHosting
{
    public static void AddCalls(this IServiceCollection services, RamaisSettings settings)
    {
        services.AddSpeech(settings);
        services.AddSingleton(s => new DirectoryStore(
            settings.DataFile(FirstStart.DirectoryFile), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<DirectoryStore>>()));
        services.AddSingleton<IDirectory>(s => s.GetRequiredService<DirectoryStore>());
        services.AddClickToCall(settings);
        services.AddUnderstanding(settings);
        services.AddAccess(settings);
        services.AddHistory(settings);
        services.AddPrivacy(settings);
        services.AddSingleton(s => new RingRules(s.GetRequiredService<TimeProvider>(), settings.RingLimitPerHour, settings.DoNotDisturb));
        services.AddSingleton(s => Services(s, settings));
        services.AddSingleton<CallRegistry>();
        services.AddSingleton<ICallBoard>(s => s.GetRequiredService<CallRegistry>());
        services.AddSingleton(s => new Admission(
            s.GetRequiredService<IPacer>() is IMeasuredPacer pacer ? () => pacer.Statistics : null,
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<Admission>>()));
        services.AddSingleton<IConnectionHandler, CallEntrance>();
        services.AddSingleton(s => new Rehearsal(
            s.GetRequiredKeyedService<IConnectionListenerFactory>(MediaServices.Key), s.GetRequiredService<CallServices>()));
        services.AddHostedService<CallBackgroundService>();
    }

    private static CallServices Services(IServiceProvider services, RamaisSettings settings) => new(
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<IPacer>(),
        services.GetRequiredService<IPromptAudio>(),
        services.GetRequiredService<PromptCatalog>(),
        services.GetService<ISpeechToText>(),
        services.GetRequiredService<IVisitorUnderstanding>(),
        services.GetRequiredService<IClickToCall>(),
        services.GetRequiredService<RingRules>(),
        services.GetRequiredService<IDecisionOutbox>(),
        services.GetRequiredService<IDirectory>(),
        new() { RingTimeout = settings.RingTime, RingAttempts = settings.RingAttempts, RingTogether = settings.RingTogether, Consent = settings.Consent.Usual },
        settings.SilenceThreshold,
        services.GetRequiredService<ILogger<Call>>())
    {
        Listening = Listening(settings),
        Recorder = services.GetService<CallRecorder>(),
        Instruments = services.GetService<CallInstruments>(),
        Traces = services.GetService<TraceWriter>(),
        Consent = extension => settings.Consent.Own.TryGetValue(extension, out var own) ? own : null,
    };

    private static Func<string, ListeningSetup> Listening(RamaisSettings settings)
    {
        var network = VoiceModelFile.Load(settings).Network;
        return extension => new(
            settings.VoiceDetection.For(extension) == VoiceDetection.Silero ? network : null, settings.HalfDuplex.For(extension));
    }
}
