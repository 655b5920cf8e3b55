using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ramais.Calls;
using Ramais.Extensions;
using Ramais.History;
using Ramais.Listeners;
using Ramais.Server.History;
using Ramais.Server.Hosting;
using Ramais.Server.Settings;
using Ramais.Testing;

namespace Ramais.Benchmarks.Macro;

/// <summary>A history of 100,000 calls, written by the product's own store and read through the API of a whole server.</summary>
internal static class HistoryBench
{
    private const int Calls = 100_000;
    private const int Condominiums = 200;
    private const int Requests = 200;
    private const int AtOnce = 64; // as the archive does
    private const int Port = 9431;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Results = ["authorized", "authorized", "authorized", "denied", "no_answer", "abandoned", "operator"];

    public static async Task<int> RunAsync()
    {
        var figures = new List<Figure>();
        await MeasureAsync("SQLite", null, figures);
        await using (var postgres = await PrivatePostgres.StartAsync(Port))
            await MeasureAsync("PostgreSQL", new("127.0.0.1", Port, "postgres", PrivatePostgres.User, new Secret(PrivatePostgres.Password)), figures);
        Figure.Report("history", figures);
        return 0;
    }

    private static async Task MeasureAsync(string name, DatabaseSettings? database, List<Figure> figures)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("ramais-bench-");
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, FirstStart.ExtensionsFile), JsonExtensionFile.Format(SampleRows.Of(1)));
        var settings = new RamaisSettings { ApiPort = 0, DataDir = folder.FullName, Database = database, PortAlternatives = new PortRange(9600, 9650), ShutdownLimit = TimeSpan.Zero };
        var server = await RamaisServer.StartAsync(
            settings,
            (services, read) =>
            {
                CallHosting.AddCalls(services, read);
                services.AddLogging(log => log.ClearProviders());
            },
            CancellationToken.None);
        await using (server)
        {
            figures.Add(await FillAsync(name, server.Services.GetRequiredService<IHistoryStore>()));
            using var client = new HttpClient { BaseAddress = server.ApiAddress };
            foreach (var (what, path) in Questions())
                figures.Add(await AskAsync($"{name}: {what}", client, path));
            figures.Add(await AskAsync($"{name}: all {Calls} as CSV", client, _ => "/api/calls.csv", 3));
            await server.StopAsync();
        }
        folder.Delete(recursive: true);
    }

    /// <summary>Times a transaction of 64 calls.</summary>
    private static async Task<Figure> FillAsync(string name, IHistoryStore store)
    {
        var times = new List<double>();
        foreach (var some in Enumerable.Range(0, Calls).Chunk(AtOnce))
        {
            var calls = some.Select(Call).ToList();
            var started = Stopwatch.GetTimestamp();
            await store.SaveAsync(calls, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        Console.WriteLine($"{name}: {Calls} calls written in {times.Sum() / 1000:F0} s");
        return Figure.Of($"{name}: write {AtOnce} calls in a transaction", "ms", times);
    }

    private static IEnumerable<(string What, Func<int, string> Path)> Questions()
    {
        yield return ("first page", _ => "/api/calls");
        yield return ("page of 500", _ => "/api/calls?limit=500");
        yield return ("page behind 95,000 calls", n => $"/api/calls?cursor={Cursor(5000 - n)}");
        yield return ("one condominium", n => $"/api/calls?condominium={n % Condominiums}");
        yield return ("one result", _ => "/api/calls?result=denied");
        yield return ("condominium and result, deep", n => $"/api/calls?condominium={n % Condominiums}&result=denied&cursor={Cursor(20_000)}");
        yield return ("a day of one result", n => $"/api/calls?result=no_answer&from={Time(n * 300)}&to={Time(n * 300 + 288)}");
        yield return ("nothing fits", _ => "/api/calls?condominium=99999&result=failed");
        yield return ("one call with everything", n => $"/api/calls/{Id(n * 499)}");
    }

    private static async Task<Figure> AskAsync(string what, HttpClient client, Func<int, string> path, int requests = Requests)
    {
        var times = new List<double>();
        for (var n = 0; n < requests; n++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri(path(n), UriKind.Relative));
            if (answer.StatusCode != HttpStatusCode.OK || (await answer.Content.ReadAsByteArrayAsync()).Length == 0)
                throw new InvalidOperationException($"{path(n)}: {answer.StatusCode}");
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return Figure.Of(what, "ms", times);
    }

    /// <summary>A visit like most: two legs, ten lines, sixty events; one every five minutes.</summary>
    private static CallView Call(int number)
    {
        var (at, result) = (Start.AddMinutes(5 * number), Results[number % Results.Length]);
        return new(
            Id(number), 1 + number % Condominiums, $"20{number % Condominiums}", number % Condominiums, "ended", at, at.AddSeconds(45), result, null,
            [new(LegRole.Visitor, 8101, at, at.AddSeconds(45), "hangup"), new(LegRole.Resident, 8201, at.AddSeconds(20), at.AddSeconds(44), "hangup")],
            [.. Enumerable.Range(0, 10).Select(n => new SpokenLine(n * 4000, (LegRole)(n / 6), n % 2 == 0 ? "ramais" : "visitor", "Boa tarde. É entrega, visita ou serviço? Diga também o apartamento."))],
            result is "authorized" or "denied" ? new(result == "authorized", $"{number % 300}", "Renata Albuquerque", "Marcos", "entrega", "key", at.AddSeconds(40)) : null,
            [.. Enumerable.Range(0, 60).Select(n => new TimelineEntry(n * 700, (LegRole)(n / 40), n % 3 == 0 ? "prompt_started" : "speech_ended", n % 3 == 0 ? "visitor.ask_intent" : null))])
        {
            Apartment = $"{number % 300}",
        };
    }

    private static Guid Id(int number) => new(number, 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]);

    private static string Cursor(int number) => new HistoryCursor(Start.AddMinutes(5 * number), Id(number)).ToString();

    private static string Time(int number) => Uri.EscapeDataString(Start.AddMinutes(5 * number).ToString("O", CultureInfo.InvariantCulture));
}
