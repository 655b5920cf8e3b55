using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ramais.Server.Hosting;
using Ramais.Voice;

namespace Ramais.Server.Tests.Speech;

/// <summary>A whole server prepares its sentences with espeak-ng, and says how far it is.</summary>
public sealed class PreparedPromptsTests
{
    private const string Aurora = """[{"condominium_id":15,"name":"Residencial Aurora","apartments":[]VOICE}]""";

    [Fact]
    public async Task The_status_and_the_log_say_when_all_is_ready_and_another_voice_is_prepared_as_well()
    {
        var ports = FreePorts.Take(2);
        await using var server = await RunningServer.StartAsync([RunningServer.Row(1, ports[0], ports[1])], calls: (services, settings) =>
        {
            services.AddCalls(settings);
            services.AddSingleton(s => new PromptPreparation(
                s.GetRequiredService<PromptVoices>(), s.GetRequiredService<PromptAudio>().Voice, new Restless(), s.GetRequiredService<ILogger<PromptPreparation>>()));
        });
        var path = server.Server.Settings.DataFile(FirstStart.DirectoryFile);
        File.WriteAllText(path, Aurora.Replace("VOICE", "", StringComparison.Ordinal));
        var usual = await ReadyAsync(server, _ => true);
        File.WriteAllText(path, Aurora.Replace("VOICE", ",\"voice\":\"pt-br+f3\",\"greeting\":\"Boa tarde, aqui é o {condominium}.\"", StringComparison.Ordinal));
        var both = await ReadyAsync(server, total => total > usual);

        Assert.InRange(both, usual * 3 / 2, usual * 3);
        await server.Log.SeesAsync($"{both} de {both} frases prontas; 0 só como gravação.");
        Assert.True(System.IO.Directory.GetFiles(server.Server.Settings.DataFile("prompts"), "*.wav", SearchOption.AllDirectories).Length >= both);
    }

    /// <summary>Asks again and again until all that is wanted is ready.</summary>
    /// <returns>How many that are.</returns>
    private static async Task<int> ReadyAsync(RunningServer server, Predicate<int> isTotal)
    {
        while (true)
        {
            var prompts = (await server.GetAsync("/api/status")).GetProperty("prompts");
            var (ready, total) = (Number(prompts, "ready"), Number(prompts, "total"));
            Assert.Equal((0, "espeak-pt-br"), (Number(prompts, "failed"), prompts.GetProperty("voice").GetString()));
            if (total > 0 && ready == total && isTotal(total))
                return total;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Whoever rests between two sentences goes on at once: there are no calls here that need the machine.</summary>
    private sealed class Restless : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    private static int Number(JsonElement body, string name) => body.GetProperty(name).GetInt32();
}
