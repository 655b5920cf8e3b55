using System.Text;
using Microsoft.Data.Sqlite;
using Ramais.Access;
using Ramais.Calls;
using Ramais.Server.Access;
using Ramais.Server.Cli;
using Ramais.Server.History;
using Ramais.Server.Tests.History;
using Ramais.Testing;

namespace Ramais.Server.Tests.Privacy;

/// <summary><c>./ramais privacy erase</c> on a data folder with everything in it: of the apartment nothing is left, of the neighbours everything.</summary>
[Collection(SqlitePools.Name)]
public sealed class ErasureTests : IAsyncLifetime
{
    private const string Resident = "Renata Albuquerque";
    private const string Visitor = "João d'Ávila";
    private const string Words = "pode deixar subir";

    private readonly TemporaryFolder _folder = new();
    private string Env => _folder.File("ajustes.env");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Env, $"DATA_DIR={_folder.Path}\n", Cancellation);
        var store = new HistoryStore(new SqliteHistory(_folder.File("historico.db")), "a", TimeProvider.System);
        await store.SaveAsync([Call(1, "501"), Call(2, "502"), Call(3, "501") with { Decision = null, Result = "no_answer" }], Cancellation);
        using (var outbox = new SqliteDecisionStore(_folder.File("decisoes.db")))
        using (var file = new FileDecisionSink(_folder.Path))
        {
            foreach (var (n, apartment) in new[] { (1, "501"), (2, "502") })
            {
                outbox.TryKeep(Decision(n, apartment), ["arquivo"]);
                outbox.MarkDelivered(PastCalls.Id(n), "arquivo", PastCalls.Start);
                await file.DeliverAsync(Decision(n, apartment), repeated: false, Cancellation);
            }
        }
        foreach (var n in new[] { 1, 2, 3 })
            Write($"gravacoes/2026-03-01/{PastCalls.Id(n)}.wav");
        Write("prompts/voz/abc.wav");
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Nothing_is_left_of_the_apartment_and_everything_of_its_neighbour()
    {
        var (code, output, error) = await RunAsync("", "--apartment", "501", "--yes");
        Assert.Equal((ExitCodes.Done, ""), (code, error));
        Assert.StartsWith("2 chamadas encerradas do apartamento 501 do condomínio 15.", output, StringComparison.Ordinal);
        Assert.Contains("gravações: 2 apagados.", output, StringComparison.Ordinal);
        Assert.Contains("histórico: 2 apagados.", output, StringComparison.Ordinal);

        var history = new CallHistory(new SqliteHistory(_folder.File("historico.db")));
        var (erased, spared) = ((await history.FindAsync(PastCalls.Id(1), Cancellation))!, (await history.FindAsync(PastCalls.Id(2), Cancellation))!);
        Assert.Equal(("", 0, "", "", ""), (erased.Apartment, erased.Transcript.Length, erased.Decision!.Apartment, erased.Decision.Resident, erased.Decision.Visitor));
        Assert.Equal((true, "authorized"), (erased.Decision.Authorized, erased.Result));
        Assert.All(erased.Timeline.Where(e => e.Event is "transcript" or "key"), e => Assert.Null(e.Detail));
        Assert.Equal(("502", Resident, Words), (spared.Apartment, spared.Decision!.Resident, spared.Transcript[1].Text));
        Assert.Equal([$"{PastCalls.Id(2)}.wav"], System.IO.Directory.GetFiles(_folder.File("gravacoes/2026-03-01")).Select(Path.GetFileName));
        Assert.Null(new AuditLog(new SqliteOutbox(_folder.File("decisoes.db")), new(null)).Verify().Fault);
    }

    [Fact]
    public async Task The_bytes_are_gone_from_the_files_too()
    {
        await RunAsync("", "--apartment", "502", "--yes"); // the neighbour too: now nobody may be found
        await RunAsync("", "--apartment", "501", "--yes");
        SqliteConnection.ClearAllPools();
        foreach (var file in System.IO.Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Where(f => f != Env))
        {
            var content = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file, Cancellation));
            foreach (var secret in new[] { Resident, Visitor, Words })
                Assert.False(content.Contains(secret, StringComparison.Ordinal), $"{Path.GetFileName(file)} has \"{secret}\"");
        }
        Assert.Empty(System.IO.Directory.GetFiles(_folder.File("prompts/voz")));
    }

    [Fact]
    public async Task A_decision_that_is_owed_keeps_its_names_until_it_is_delivered_and_the_command_says_so()
    {
        using (var outbox = new SqliteDecisionStore(_folder.File("decisoes.db")))
            outbox.TryKeep(Decision(7, "501"), ["webhook"]);
        var (_, output, _) = await RunAsync("", "--apartment", "501", "--yes");
        Assert.Contains("1 decisões esperam por um sistema de acesso e ficam até a entrega; repita depois dela.", output, StringComparison.Ordinal);
        using (var outbox = new SqliteDecisionStore(_folder.File("decisoes.db")))
        {
            Assert.Equal(Resident, Assert.Single(outbox.Owed()).Decision.Resident);
            outbox.MarkDelivered(PastCalls.Id(7), "webhook", PastCalls.Start);
        }
        Assert.DoesNotContain("repita", (await RunAsync("", "--apartment", "501", "--yes")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("não\n")]
    [InlineData("")]
    public async Task Without_a_yes_nothing_is_erased(string answer)
    {
        var (code, output, error) = await RunAsync(answer, "--apartment", "501");
        Assert.Equal((ExitCodes.Failed, "ramais: nada foi apagado.\n"), (code, error));
        Assert.Contains("Não se desfaz. Digite sim:", output, StringComparison.Ordinal);
        Assert.Equal(3, System.IO.Directory.GetFiles(_folder.File("gravacoes/2026-03-01")).Length);
        Assert.Equal(ExitCodes.Done, (await RunAsync("sim\n", "--apartment", "501")).Code);
    }

    [Fact]
    public async Task Another_condominium_s_apartment_of_that_number_is_another_one()
    {
        var (code, output, _) = await RunAsync("", "--apartment", "501", "--condominium", "16", "--yes");
        Assert.Equal((ExitCodes.Done, "0 chamadas encerradas do apartamento 501 do condomínio 16.\n"), (code, output));
    }

    [Fact]
    public async Task The_chain_can_be_verified_and_exported_from_the_command_line()
    {
        await RunAsync("", "--apartment", "501", "--yes");
        var (code, output, _) = await CommandAsync("", "audit", "verify", "--env-file", Env);
        Assert.Equal(ExitCodes.Done, code);
        Assert.StartsWith("Cadeia íntegra: 5 entradas, 0 com chave, 3 dados pessoais apagados. Última: ", output, StringComparison.Ordinal);
        var export = (await CommandAsync("", "audit", "export", "--env-file", Env)).Output;
        Assert.Equal(5, export.TrimEnd().Split('\n').Length);
        Assert.DoesNotContain(Resident, export, StringComparison.Ordinal);
        Assert.Contains(Resident, (await CommandAsync("", "audit", "export", "--personal", "--env-file", Env)).Output, StringComparison.Ordinal); // the neighbour's
        using (var connection = new SqliteConnection($"Data Source={_folder.File("decisoes.db")};Pooling=false"))
        {
            connection.Open();
            connection.Run("update audit set body = replace(body, 'true', 'false') where seq = 1");
        }
        var (broken, _, error) = await CommandAsync("", "audit", "verify", "--env-file", Env);
        Assert.Equal((ExitCodes.Failed, "ramais: cadeia adulterada ou danificada na entrada 1: foi alterada depois de gravada.\n"), (broken, error));
    }

    private static CallView Call(int number, string apartment)
    {
        var call = PastCalls.Ended(number);
        return call with
        {
            Apartment = apartment,
            Decision = call.Decision! with { Apartment = apartment, Resident = Resident, Visitor = Visitor },
            Transcript = [call.Transcript[0] with { Text = $"sou o {Visitor}" }, call.Transcript[1] with { Text = Words }],
        };
    }

    private static AccessDecision Decision(int number, string apartment) =>
        new(PastCalls.Id(number), 15, true, apartment, Resident, Visitor, "entrega", "voice", PastCalls.Start) { Words = Words };

    private void Write(string name)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllBytes(_folder.File(name), [1]);
    }

    private Task<(int Code, string Output, string Error)> RunAsync(string input, params string[] args) => CommandAsync(
        input, ["privacy", "erase", "--env-file", Env, .. args.Contains("--condominium") ? [] : new[] { "--condominium", "15" }, .. args]);

    private static async Task<(int Code, string Output, string Error)> CommandAsync(string input, params string[] args)
    {
        using var reader = new StringReader(input);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await RamaisCli.RunAsync(args, reader, output, error, Cancellation);
        return (code, output.ToString(), error.ToString());
    }
}
