using System.Net;
using System.Net.Sockets;

namespace Ramais.Benchmarks.Macro;

/// <summary>kill -9 and a new start without the database: how long until the ports of the local copy listen again, the runtime's start included.</summary>
internal static class RestartBench
{
    private const int Extensions = 100;
    private const int Rounds = 10;

    public static async Task<int> RunAsync()
    {
        var rows = SampleRows.Of(Extensions);
        var figures = new List<Restart>();
        using var mute = new TcpListener(IPAddress.Loopback, 0); // connections are taken, and nobody ever says a word
        mute.Start();
        using var server = await BenchServer.StartAsync(rows);
        foreach (var (name, settings) in new (string, Dictionary<string, string>?)[] { ("file", null), ("database that does not answer", At(mute)) })
        {
            var times = new List<double>();
            for (var round = 0; round < Rounds; round++)
                times.Add((await server.CrashAndRestartAsync(BenchServer.PortOf(rows[^1]), settings)).TotalSeconds);
            times.Sort();
            figures.Add(new(name, Extensions, times[Rounds / 2], times[^1]));
        }
        Report.Write("restart", figures, ["source", "extensions", "median s", "worst s"], f => [f.Source, $"{f.Extensions}", f.MedianSeconds.Cell(), f.WorstSeconds.Cell()]);
        return 0;
    }

    private static Dictionary<string, string> At(TcpListener database) => new()
    {
        ["DB_HOST"] = "127.0.0.1",
        ["DB_PORT"] = $"{((IPEndPoint)database.LocalEndpoint).Port}",
        ["DB_USER"] = "ramais",
    };

    internal sealed record Restart(string Source, int Extensions, double MedianSeconds, double WorstSeconds);
}
