using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Ramais.Extensions;
using Ramais.Testing;

namespace Ramais.Benchmarks.Macro;

/// <summary>A row is inserted in PostgreSQL by somebody else; how long until its port accepts, at a server that has a thousand other rows.</summary>
internal static class NotifyBench
{
    private const int Present = 1000;
    private const int Inserts = 200;
    private const int Port = 9432; // below those of the rows

    public static async Task RunAsync(List<Figure> figures)
    {
        await using var postgres = await PrivatePostgres.StartAsync(Port);
        var settings = new Dictionary<string, string>
        {
            ["DB_HOST"] = "127.0.0.1",
            ["DB_PORT"] = $"{Port}",
            ["DB_USER"] = PrivatePostgres.User,
            ["DB_PASSWORD"] = PrivatePostgres.Password,
        };
        var rows = SampleRows.Of(Present + Inserts);
        await InitAsync(settings);
        await using var database = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={Port};Username={PrivatePostgres.User};Password={PrivatePostgres.Password};Database=postgres");
        foreach (var row in rows[..Present])
            await InsertAsync(database, row);
        using var server = await BenchServer.StartAsync(rows[..1], null, settings);
        await BenchServer.WaitForAsync(BenchServer.PortOf(rows[Present - 1]));
        var times = new List<double>();
        foreach (var row in rows[Present..])
            times.Add(await TimeAsync(database, row));
        figures.Add(Figure.Of($"committed insert to accepting port, {Present} rows", "ms", times));
    }

    private static async Task<double> TimeAsync(NpgsqlDataSource database, ExtensionRow row)
    {
        await InsertAsync(database, row);
        var committed = Stopwatch.GetTimestamp();
        while (!await BenchServer.AcceptsAsync(BenchServer.PortOf(row)))
            await Task.Yield();
        return Stopwatch.GetElapsedTime(committed).TotalMilliseconds;
    }

    private static async Task InitAsync(Dictionary<string, string> settings)
    {
        using var init = ChildProcess.Start("dotnet", [BenchServer.Program, "db", "init"], null, settings);
        await init.OutputAsync();
    }

    private static async Task InsertAsync(NpgsqlDataSource database, ExtensionRow row)
    {
        await using var command = database.CreateCommand(
            """
            insert into public.extension_ia (extension_ia_number, extension_ia_return, extension_ia_ip, extension_ia_number_port, condominium_id, extension_ia_return_port)
            values ($1, $2, $3, $4, $5, $6)
            """);
        foreach (var value in new object[] { row.AiNumber!, row.ReturnNumber!, row.Address!, row.VisitorPort!, int.Parse(row.CondominiumId!, CultureInfo.InvariantCulture), row.ReturnPort! })
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
