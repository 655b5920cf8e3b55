using Ramais.Server.Cli;

namespace Ramais.Server.Tests.Cli;

public class RamaisCliTests
{
    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] args) => RunAsync(TextReader.Null, args);

    private static async Task<(int Code, string Output, string Error)> RunAsync(TextReader input, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await RamaisCli.RunAsync(args, input, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    [Theory]
    [InlineData("", "falta o comando")]
    [InlineData("ligar", "'ligar' não é um comando")]
    [InlineData("call", "falta --port PORTA")]
    [InlineData("call --port", "--port precisa de um valor")]
    [InlineData("call --port 0", "--port: '0' não serve")]
    [InlineData("call --port 65536", "--port: '65536' não serve")]
    [InlineData("call --port 8101 --port 8102", "--port só pode aparecer uma vez")]
    [InlineData("call --port 8101 --uuid 12", "--uuid: '12' não serve")]
    [InlineData("call --port 8101 --dtmf 5x", "--dtmf: '5x' não serve")]
    [InlineData("call --port 8101 --timeout -1", "--timeout: '-1' não serve")]
    [InlineData("call --port 8101 --volume 3", "'--volume' não é um comando nem uma opção")]
    [InlineData("load --calls 10 --seconds 5", "dê --port, --ports ou --bare")]
    [InlineData("load --calls 10 --seconds 5 --port 1 --ports 1-2", "dê --port, --ports ou --bare")]
    [InlineData("load --calls 10 --seconds 5 --port 1 --bare", "dê --port, --ports ou --bare")]
    [InlineData("load --calls 10 --seconds 5 --bare --host 10.0.0.1", "--bare fica nesta máquina: tire --host")]
    [InlineData("load --calls 0 --seconds 5 --port 1", "--calls: '0' não serve")]
    [InlineData("load --calls 1 --seconds 5 --ports 9-8", "--ports: '9-8' não serve")]
    [InlineData("load --calls 1 --port 1", "falta --seconds SEGUNDOS")]
    [InlineData("demo --deny --no-answer", "--deny e --no-answer se excluem")]
    [InlineData("nlu", "falta o comando")]
    [InlineData("nlu visitor", "falta --directory ARQUIVO")]
    [InlineData("nlu visitor --directory x --condominium um", "--condominium: 'um' não serve")]
    [InlineData("db", "falta o comando")]
    [InlineData("db import", "falta ARQUIVO")]
    [InlineData("db init agora", "'agora' não é um comando")]
    [InlineData("dialplan --host a,b", "--host: 'a,b' não serve")]
    [InlineData("dialplan --fallback 9000)", "--fallback: '9000)' não serve")]
    [InlineData("serve agora", "'agora' não é um comando")]
    [InlineData("audit", "falta o comando")]
    [InlineData("audit verify agora", "'agora' não é um comando")]
    [InlineData("privacy", "falta o comando")]
    [InlineData("privacy erase --condominium 15", "falta --apartment APARTAMENTO")]
    [InlineData("privacy erase --condominium quinze --apartment 501", "--condominium: 'quinze' não serve")]
    [InlineData("privacy erase --apartment 501", "falta --condominium N")]
    [InlineData("doctor --json", "'--json' não é um comando nem uma opção")]
    public async Task Wrong_usage_is_one_line_on_stderr_and_exit_code_2(string line, string expected)
    {
        var (code, output, error) = await RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Empty(output);
        Assert.StartsWith($"ramais: {expected}", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.Contains("--help", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_in_Portuguese()
    {
        var (code, output, error) = await RunAsync("call", "--help");

        Assert.Equal(ExitCodes.Done, code);
        Assert.Empty(error);
        Assert.Contains("Uso: ./ramais call --port PORTA [opções]", output, StringComparison.Ordinal);
        Assert.Contains("Opções:", output, StringComparison.Ordinal);
        Assert.Contains("mostra esta ajuda", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Usage", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_is_one_line_on_stderr_and_exit_code_1()
    {
        var (code, output, error) = await RunAsync("nlu", "visitor", "--directory", "/nao/existe.json");

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Empty(output);
        Assert.Equal("ramais: --directory: não foi possível ler /nao/existe.json; confira se o arquivo existe e as permissões.\n", error);
    }

    [Fact]
    public async Task Replies_come_from_standard_input_and_leave_as_json_lines()
    {
        using var input = new StringReader("não autorizo\nsim, pode entrar\n");
        var (code, output, error) = await RunAsync(input, "nlu", "reply");

        Assert.Equal(ExitCodes.Done, code);
        Assert.Empty(error);
        Assert.Equal(
            ["{\"text\":\"não autorizo\",\"answer\":\"deny\"}", "{\"text\":\"sim, pode entrar\",\"answer\":\"authorize\"}"],
            output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_call_to_nobody_fails_with_the_cure()
    {
        var (code, output, error) = await RunAsync("call", "--port", "1", "--dtmf", "1", "--json");

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Empty(output);
        Assert.StartsWith("ramais: ninguém atende em 127.0.0.1:1 ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_sound_file_is_found_before_the_call()
    {
        var (code, _, error) = await RunAsync("call", "--port", "1", "--wav", "nao-existe.wav");

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains("nao-existe.wav", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_keep_the_order_of_the_command_line_across_options()
    {
        var parsed = RamaisCli.Create(TextReader.Null).Parse(["call", "--say", "boa tarde", "--dtmf", "501#", "--port", "8101", "--wav=nome.wav", "--say", "--dtmf"]);

        Assert.Empty(parsed.Errors);
        Assert.Equal(
            [new(CallLineKind.Say, "boa tarde"), new(CallLineKind.Dtmf, "501#"), new(CallLineKind.Wav, "nome.wav"), new CallLine(CallLineKind.Say, "--dtmf")],
            CallCommand.LinesInOrder(parsed));
    }
}
