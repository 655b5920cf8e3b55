using Ramais.Recording;
using Ramais.Server.Settings;

namespace Ramais.Server.Hosting;

/// <summary>Recordings: their folder is there to be read from in any case, their writer only where some extension records.</summary>
internal static class RecordingHosting
{
    public static IServiceCollection AddRecordings(this IServiceCollection services, RamaisSettings settings)
    {
        services.AddSingleton(new RecordingFolder(settings.DataDir));
        if (!settings.Recording.Usual && !settings.Recording.Own.Values.Contains(true))
            return services;
        services.AddSingleton(s => new CallRecorder(
            s.GetRequiredService<RecordingFolder>(), settings.Recording.For, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<CallRecorder>>()));
        return services.AddHostedService<RecordingService>();
    }
}

/// <summary>Writes until after the last call: those that end while the server stops are recorded to their end.</summary>
internal sealed class RecordingService(CallRecorder recorder) : StopsLastService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Yield(); // the start of the server does not wait for what is made whole
            await recorder.RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }
}
