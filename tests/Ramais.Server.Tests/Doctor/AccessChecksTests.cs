using System.Net;
using System.Net.Sockets;
using Ramais.Server.Doctor;
using Ramais.Server.Settings;
using Ramais.Server.Tests.Postgres;

namespace Ramais.Server.Tests.Doctor;

[Collection(SharedPostgres.Name)]
public sealed class AccessChecksTests(PostgresServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_sink_it_is_told_where_decisions_are() => Assert.Equal(
        "aviso  decisões: vão só para decisoes.jsonl; defina ACCESS_SINKS, ou leia esse arquivo com o sistema de acesso", await OfAsync(new()));

    [Fact]
    public async Task A_receiver_that_takes_connections_is_good_and_nothing_is_sent()
    {
        using var receiver = new TcpListener(IPAddress.Loopback, 0);
        receiver.Start();
        var port = ((IPEndPoint)receiver.LocalEndpoint).Port;
        var checking = OfAsync(Webhook($"http://127.0.0.1:{port}/decisoes"));
        using var connection = await receiver.AcceptTcpClientAsync(Cancellation);
        Assert.Equal($"ok     decisões webhook: 127.0.0.1:{port} recebe conexões; só uma mensagem de verdade experimenta a assinatura", await checking);
        Assert.Equal(0, await connection.GetStream().ReadAsync(new byte[1], Cancellation));
    }

    [Fact]
    public async Task A_receiver_that_is_away_is_missing()
    {
        var port = FreePorts.Take(1)[0];
        Assert.Equal(
            $"FALTA  decisões webhook: 127.0.0.1:{port} recusa a conexão; veja se está no ar e confira ACCESS_WEBHOOK_URL",
            await OfAsync(Webhook($"http://127.0.0.1:{port}/decisoes")));
    }

    [Fact]
    public async Task A_receiver_without_encryption_behind_https_is_missing()
    {
        await using var receiver = new TcpStub(async (stream, token) => await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), token));
        Assert.Contains("veja se está no ar e confira ACCESS_WEBHOOK_URL", await OfAsync(Webhook($"https://127.0.0.1:{receiver.Port}/")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_where_the_user_may_write_is_good_and_nothing_is_created()
    {
        var database = await server.NewDatabaseAsync();
        Assert.StartsWith("ok     decisões postgres: ramais.decision em ", await OfAsync(Postgres(database)), StringComparison.Ordinal);
        Assert.False(await PostgresServer.QueryAsync<bool>(database, "select to_regnamespace('ramais') is not null"));
    }

    [Fact]
    public async Task A_user_who_may_not_write_is_missing()
    {
        var database = await server.NewDatabaseAsync();
        await PostgresServer.ExecuteAsync(database, "create schema ramais; create table ramais.decision (call_id uuid); create role only_reads login password 'leitura'");
        Assert.Equal(
            "FALTA  decisões postgres: o usuário não pode gravar em ramais.decision; dê as permissões de docs/operacao.md",
            await OfAsync(Postgres(database with { User = "only_reads", Password = new("leitura") })));
    }

    [Fact]
    public async Task A_shared_outbox_is_looked_at_too()
    {
        var database = await server.NewDatabaseAsync();
        var findings = await AccessChecks.RunAsync(new() { Database = database, Access = new() { SharedOutbox = true } }, TimeProvider.System, Cancellation);
        Assert.Equal(2, findings.Count);
        Assert.StartsWith("ok     caixa de saída: ramais.outbox_decision em ", findings[0].ToString(), StringComparison.Ordinal);
        await PostgresServer.ExecuteAsync(database, "create role writes_nothing login password 'leitura'");
        database = database with { User = "writes_nothing", Password = new("leitura") };
        findings = await AccessChecks.RunAsync(new() { Database = database, Access = new() { SharedOutbox = true } }, TimeProvider.System, Cancellation);
        Assert.Equal("FALTA  caixa de saída: o usuário não pode gravar em ramais.outbox_decision; dê as permissões de docs/operacao.md", findings[0].ToString());
    }

    private static async Task<string> OfAsync(RamaisSettings settings) =>
        Assert.Single(await AccessChecks.RunAsync(settings, TimeProvider.System, Cancellation)).ToString();

    private static RamaisSettings Webhook(string url) => new() { Access = new() { Sinks = ["webhook"], Webhook = new(new(url), new("chave")) } };

    private static RamaisSettings Postgres(DatabaseSettings database) => new() { Database = database, Access = new() { Sinks = ["postgres"] } };
}
