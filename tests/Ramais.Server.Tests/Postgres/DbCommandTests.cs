using Ramais.Extensions;
using Ramais.Server.Cli;
using Ramais.Server.Doctor;
using Ramais.Server.Settings;
using Ramais.Testing;
using static Ramais.Server.Tests.Postgres.PostgresServer;

namespace Ramais.Server.Tests.Postgres;

/// <summary><c>./ramais db …</c> and the doctor's look at the database.</summary>
[Collection(SharedPostgres.Name)]
public sealed class DbCommandTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private DatabaseSettings _database = null!;

    public async ValueTask InitializeAsync() => _database = await postgres.NewDatabaseAsync();

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Init_makes_table_and_trigger_once()
    {
        var first = await RunAsync("init");
        Assert.Equal((ExitCodes.Done, ""), (first.Code, first.Error));
        Assert.Contains("Tabela public.extension_ia: criada.", first.Output, StringComparison.Ordinal);
        Assert.Contains("gatilho ramais_notify_extension_ia criado", first.Output, StringComparison.Ordinal);
        await ExecuteAsync(_database, "insert into extension_ia values (default, 'a', 'b', '0.0.0.0', '8101', 15, null)");
        var second = await RunAsync("init");
        Assert.Equal(ExitCodes.Done, second.Code);
        Assert.Contains("já existia e não foi alterada", second.Output, StringComparison.Ordinal);
        Assert.Equal(1, await QueryAsync<long>(_database, "select count(*) from extension_ia"));
        Assert.Equal(1, await QueryAsync<long>(_database, "select count(*) from pg_trigger where tgrelid = 'extension_ia'::regclass"));
    }

    [Fact]
    public async Task The_table_is_that_of_the_contract()
    {
        await RunAsync("init");
        Assert.Equal(
            "extension_ia_id integer ALWAYS NO|extension_ia_number character 50 NO|extension_ia_return character 50 NO|extension_ia_ip character 50 NO|"
            + "extension_ia_number_port character 50 NO|condominium_id integer NO|extension_ia_return_port character 50 YES",
            await QueryAsync<string>(_database, """
                select string_agg(concat_ws(' ', column_name, data_type, character_maximum_length, identity_generation, is_nullable), '|' order by ordinal_position)
                from information_schema.columns where table_name = 'extension_ia'
                """));
    }

    [Fact]
    public async Task A_table_with_a_trigger_of_its_own_is_left_as_it_is()
    {
        await ExecuteAsync(_database, """
            create table extension_ia (extension_ia_id integer, extra text);
            create function avisa() returns trigger language plpgsql as $$ begin perform pg_notify('change_record_extension_ia', ''); return null; end $$;
            create trigger antigo after insert on extension_ia for each row execute function avisa();
            """);
        Assert.Contains("o gatilho antigo já os envia e foi mantido", (await RunAsync("init")).Output, StringComparison.Ordinal);
        Assert.Equal(1, await QueryAsync<long>(_database, "select count(*) from pg_trigger where tgrelid = 'extension_ia'::regclass"));
        Assert.Contains("não tem as colunas esperadas", (await RunAsync("export")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trigger_tells_action_and_columns()
    {
        await RunAsync("init");
        await using var listener = await OpenAsync(_database);
        await using (var listen = new Npgsql.NpgsqlCommand("listen change_record_extension_ia", listener))
            await listen.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var payloads = new List<string>();
        listener.Notification += (_, e) => payloads.Add(e.Payload);
        await ExecuteAsync(_database, "insert into extension_ia values (default, 'a', 'b', '0.0.0.0', '8101', 15, null)");
        await ExecuteAsync(_database, "update extension_ia set condominium_id = 16");
        await ExecuteAsync(_database, "delete from extension_ia");
        while (payloads.Count < 3)
            await listener.WaitAsync(TestContext.Current.CancellationToken);
        using var update = System.Text.Json.JsonDocument.Parse(payloads[1]);
        Assert.Equal("UPDATE", update.RootElement.GetProperty("action").GetString());
        Assert.Equal(16, update.RootElement.GetProperty("data").GetProperty("condominium_id").GetInt32());
        Assert.Equal(7, update.RootElement.GetProperty("data").EnumerateObject().Count());
        Assert.StartsWith("{\"action\" : \"DELETE\"", payloads[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_too_long_for_a_notification_can_still_be_written()
    {
        await RunAsync("init");
        await ExecuteAsync(_database, "alter table extension_ia add notes text");
        await ExecuteAsync(_database, "insert into extension_ia values (default, 'a', 'b', '0.0.0.0', '8101', 15, null, repeat('x', 20000))");
        Assert.Equal(1, await QueryAsync<long>(_database, "select count(*) from extension_ia"));
    }

    [Fact]
    public async Task Rows_come_back_from_an_import_as_they_went_in()
    {
        await RunAsync("init");
        var file = Write(RunningServer.Row(10, 8101, 8201), RunningServer.Row(12, 8102, null));
        Assert.Equal("2 novos, 0 alterados, 0 iguais.\n", (await RunAsync("import", file)).Output);
        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), (await RunAsync("export")).Output);
        file = Write(RunningServer.Row(10, 8101, 8201), RunningServer.Row(12, 8112, null), RunningServer.Row(13, 8103, null));
        Assert.Equal("1 novos, 1 alterados, 1 iguais.\n", (await RunAsync("import", file)).Output);
        await ExecuteAsync(_database, "insert into extension_ia values (default, 'a', 'b', '0.0.0.0', '8104', 15, null)");
        Assert.Equal(14, await QueryAsync<int>(_database, "select max(extension_ia_id) from extension_ia"));
    }

    [Fact]
    public async Task An_import_with_a_wrong_row_changes_nothing_and_says_which()
    {
        await RunAsync("init");
        var (code, _, error) = await RunAsync("import", Write(RunningServer.Row(10, 8101, 8201), RunningServer.Row(11, 70000, null)));
        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains("id 11: porta_ia 70000 fora da faixa", error, StringComparison.Ordinal);
        Assert.Equal(0, await QueryAsync<long>(_database, "select count(*) from extension_ia"));
    }

    [Fact]
    public async Task An_import_may_not_take_the_port_of_a_row_that_stays()
    {
        await RunAsync("init");
        await RunAsync("import", Write(RunningServer.Row(10, 8101, 8201)));
        foreach (var id in new[] { 9, 11 }) // before it and behind it
        {
            var (code, _, error) = await RunAsync("import", Write(RunningServer.Row(id, 8101, 8299)));
            Assert.Equal(ExitCodes.Failed, code);
            Assert.Contains("porta 8101 já em uso", error, StringComparison.Ordinal);
        }
        Assert.Equal(1, await QueryAsync<long>(_database, "select count(*) from extension_ia"));
    }

    [Fact]
    public async Task Ten_thousand_rows_are_imported_and_exported()
    {
        await RunAsync("init");
        var rows = Enumerable.Range(1, 10_000).Select(i => RunningServer.Row(i, 10_000 + i, 30_000 + i)).ToArray();
        Assert.Equal("10000 novos, 0 alterados, 0 iguais.\n", (await RunAsync("import", Write(rows))).Output);
        Assert.Equal(rows, JsonExtensionFile.Parse(System.Text.Encoding.UTF8.GetBytes((await RunAsync("export")).Output)));
    }

    [Fact]
    public async Task A_user_without_rights_is_told_so_and_nothing_is_half_done()
    {
        await ExecuteAsync(_database, $"create role r_{_database.Name} login password 'outra'");
        var guest = _database with { User = $"r_{_database.Name}", Password = new Secret("outra") };
        var (code, _, error) = await RunAsync(guest, "init");
        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains($"o usuário r_{_database.Name} não tem permissão", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        await RunAsync("init");
        await ExecuteAsync(_database, $"grant select, insert, update, delete on extension_ia to r_{_database.Name}");
        Assert.Equal(ExitCodes.Done, (await RunAsync(guest, "import", Write(RunningServer.Row(10, 8101, 8201)))).Code);
    }

    [Theory]
    [InlineData("senha", "senha recusada para o usuário postgres")]
    [InlineData("banco", "o banco não existe")]
    [InlineData("porta", "recusou a conexão")]
    [InlineData("nome", "o nome não foi encontrado")]
    [InlineData("tabela", "a tabela extension_ia não existe: crie-a com ./ramais db init")]
    public async Task What_is_wrong_is_one_line_with_its_cure(string what, string expected)
    {
        var (code, output, error) = await RunAsync(
            what switch
            {
                "senha" => _database with { Password = new Secret("segredo-errado") },
                "banco" => _database with { Name = "nao_existe" },
                "porta" => _database with { Port = 1 },
                "nome" => _database with { Host = "-nao-existe-.invalid" }, // no name of a host: refused without asking a name server, which may be slow
                _ => _database,
            },
            "export");
        Assert.Equal((ExitCodes.Failed, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("segredo", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Without_a_database_there_is_nothing_to_prepare()
    {
        var (code, _, error) = await RunAsync((DatabaseSettings?)null, "init");
        Assert.Equal((ExitCodes.Failed, "ramais: DB_HOST não está definido: informe os ajustes DB_* no ambiente ou no .env.\n"), (code, error));
    }

    [Fact]
    public async Task The_doctor_tells_table_trigger_and_rows()
    {
        var missing = Assert.Single((await DatabaseChecks.RunAsync(_database, TestContext.Current.CancellationToken)).Findings);
        Assert.Equal((FindingLevel.Missing, "crie-a com ./ramais db init"), (missing.Level, missing.Cure));
        await RunAsync("init");
        await ExecuteAsync(_database, "insert into extension_ia values (default, '77', '78', '0.0.0.0', '8101', 15, null), (default, '', '79', '0.0.0.0', '8102', 15, null)");
        var (findings, extensions) = await DatabaseChecks.RunAsync(_database, TestContext.Current.CancellationToken);
        Assert.Equal([FindingLevel.Good, FindingLevel.Good, FindingLevel.Warning], findings.Select(f => f.Level));
        Assert.Equal("77", Assert.Single(extensions).AiNumber);
        await ExecuteAsync(_database, "alter table extension_ia disable trigger all");
        Assert.Contains("./ramais db init", (await DatabaseChecks.RunAsync(_database, TestContext.Current.CancellationToken)).Findings[1].Cure, StringComparison.Ordinal);
        Assert.Contains("enable trigger ramais_notify_extension_ia", (await RunAsync("init")).Output, StringComparison.Ordinal);
    }

    private string Write(params ExtensionRow[] rows)
    {
        var path = _folder.File("ramais.json");
        File.WriteAllBytes(path, JsonExtensionFile.Format([.. rows]));
        return path;
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] words) => RunAsync(_database, words);

    private async Task<(int Code, string Output, string Error)> RunAsync(DatabaseSettings? database, params string[] words)
    {
        var environment = _folder.File("ajustes.env");
        File.WriteAllLines(environment, database is null ? [] : [
            $"DB_HOST={database.Host}", $"DB_PORT={database.Port}", $"DB_NAME={database.Name}", $"DB_USER={database.User}", $"DB_PASSWORD={database.Password!.Value}"]);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await RamaisCli.RunAsync(["db", .. words, "--env-file", environment], TextReader.Null, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
