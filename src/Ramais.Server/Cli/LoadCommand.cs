using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ramais.Server.Load;

namespace Ramais.Server.Cli;

/// <summary><c>./ramais load</c>: many legs at once.</summary>
internal static class LoadCommand
{
    private const int MaxCalls = 20_000;
    private const int CallsPerSecond = 100;

    public static Command Create()
    {
        var calls = Values.Count("--calls", "N", $"quantas chamadas ao mesmo tempo, até {MaxCalls}", MaxCalls);
        var seconds = Values.Seconds("--seconds", "por quanto tempo, depois de todas iniciadas", default);
        var port = Values.Port("--port", "porta de um ramal");
        var ports = Values.Ports("--ports", "portas de vários ramais, usadas em rodízio");
        var bare = new Option<bool>("--bare") { Description = "sem servidor: contra um eco puro neste processo, para saber o que o gerador e a máquina atrasam por si" };
        var hostName = new Option<string>("--host") { HelpName = "ENDEREÇO", Description = "onde o servidor atende (127.0.0.1)", DefaultValueFactory = _ => "127.0.0.1" };
        var ramp = Values.Seconds("--ramp", $"em quanto tempo iniciar todas ({CallsPerSecond} por segundo)", TimeSpan.FromSeconds(-1));
        var json = new Option<bool>("--json") { Description = "o resultado em um objeto JSON" };
        (calls.Required, seconds.Required, seconds.DefaultValueFactory) = (true, true, null);
        var command = new Command("load", "Simula muitas chamadas do Asterisk ao mesmo tempo e mede o áudio que volta.") { calls, seconds, port, ports, bare, hostName, ramp, json };
        command.Validators.Add(result =>
        {
            if (new[] { result.GetResult(port) is not null, result.GetResult(ports) is not null, result.GetValue(bare) }.Count(given => given) != 1)
                result.AddError("dê --port, --ports ou --bare, um dos três");
            if (result.GetValue(bare) && result.GetResult(hostName) is { Implicit: false })
                result.AddError("--bare fica nesta máquina: tire --host");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!OperatingSystem.IsLinux())
                throw new CommandFailedException("O gerador de carga usa epoll: rode ./ramais load em uma máquina Linux.");
            using var echo = parsed.GetValue(bare) ? new BareEcho(TimeProvider.System) : null;
            var only = echo?.Port ?? parsed.GetValue(port);
            var (first, last) = parsed.GetValue(ports) ?? (only, only);
            var host = echo is null ? await ResolveAsync(parsed.GetValue(hostName)!, cancellation) : IPAddress.Loopback;
            var start = parsed.GetValue(ramp) is { Ticks: >= 0 } given ? given : TimeSpan.FromSeconds((double)parsed.GetValue(calls) / CallsPerSecond);
            var plan = new LoadPlan(host, first, last, parsed.GetValue(calls), start, parsed.GetValue(seconds));
            var report = await new LoadRun(plan, TimeProvider.System).RunAsync(cancellation);
            parsed.InvocationConfiguration.Output.WriteLine(parsed.GetValue(json) ? JsonLine.Of(report) : Text(report));
            return report.Failed > 0 ? ExitCodes.Failed : ExitCodes.Done;
        });
        return command;
    }

    private static async Task<IPAddress> ResolveAsync(string host, CancellationToken cancellation)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync(host, cancellation))[0];
        }
        catch (SocketException failure)
        {
            throw new CommandFailedException($"--host: '{host}' não foi encontrado ({failure.Message}); dê um endereço IP ou um nome que exista.", failure);
        }
    }

    private static string Text(LoadReport report) => string.Create(
        CultureInfo.GetCultureInfo("pt-BR"),
        $"""
        chamadas     {report.Connected} ligadas, {report.Failed} falharam ({report.TurnedAway} recusas), {report.EndedByServer} encerradas pelo servidor e refeitas
        mensagens    {report.FramesReceived} recebidas, {report.LateFrames} com mais de 40 ms de atraso
        desvio       p50 {report.DeviationMs.P50} ms, p99 {report.DeviationMs.P99} ms, máx. {report.DeviationMs.Max} ms
        1º áudio     p50 {report.FirstFrameMs.P50} ms, p99 {report.FirstFrameMs.P99} ms
        gerador      p99 {report.GeneratorLateMs.P99} ms, máx. {report.GeneratorLateMs.Max} ms de atraso próprio{(report.Trustworthy ? "" : ": ALTO DEMAIS, o resultado não vale")}
        """);
}
