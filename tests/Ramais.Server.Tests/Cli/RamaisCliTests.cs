using Ramais.Server.Cli;

namespace Ramais.Server.Tests.Cli;

public class RamaisCliTests
{
    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await RamaisCli.RunAsync(args, TextReader.Null, output, error, TestContext.Current.CancellationToken);
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
    [InlineData("load --calls 10 --seconds 5", "dê --port ou --ports")]
    [InlineData("load --calls 10 --seconds 5 --port 1 --ports 1-2", "dê --port ou --ports")]
    [InlineData("load --calls 0 --seconds 5 --port 1", "--calls: '0' não serve")]
    [InlineData("load --calls 1 --seconds 5 --ports 9-8", "--ports: '9-8' não serve")]
    [InlineData("load --calls 1 --port 1", "falta --seconds SEGUNDOS")]
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
    public void Lines_keep_the_order_of_the_command_line_across_options()
    {
        var parsed = RamaisCli.Create(TextReader.Null).Parse(["call", "--say", "boa tarde", "--dtmf", "501#", "--port", "8101", "--wav=nome.wav", "--say", "--dtmf"]);

        Assert.Empty(parsed.Errors);
        Assert.Equal(
            [new(CallLineKind.Say, "boa tarde"), new(CallLineKind.Dtmf, "501#"), new(CallLineKind.Wav, "nome.wav"), new CallLine(CallLineKind.Say, "--dtmf")],
            CallCommand.LinesInOrder(parsed));
    }
}
