using System.CommandLine;
using Ramais.Server.Demo;
using Ramais.Server.Hosting;
using Ramais.Server.Settings;

namespace Ramais.Server.Cli;

/// <summary><c>./ramais demo</c>: one whole visit, to see and to check.</summary>
internal static class DemoCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var deny = new Option<bool>("--deny") { Description = "o morador não autoriza" };
        var noAnswer = new Option<bool>("--no-answer") { Description = "o morador não atende" };
        var voice = new Option<bool>("--voice") { Description = "visitante e morador falam em vez de teclar (precisa do espeak-ng); com STT nos ajustes, quem os ouve é esse reconhecedor" };
        var json = new Option<bool>("--json") { Description = "um evento por linha, em JSON" };
        var command = new Command("demo", "Faz uma visita inteira, do portão ao morador e de volta, com os dois lados simulados.") { deny, noAnswer, voice, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(deny) && result.GetValue(noAnswer))
                result.AddError("--deny e --no-answer se excluem: dê só um dos dois");
        });
        command.SetAction((parsed, cancellation) =>
        {
            var answer = parsed.GetValue(deny) ? DemoAnswer.Deny : parsed.GetValue(noAnswer) ? DemoAnswer.None : DemoAnswer.Authorize;
            var printer = new DemoEventPrinter(parsed.InvocationConfiguration.Output, parsed.GetValue(json));
            return RunAsync(new(answer, parsed.GetValue(voice)), printer, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(DemoOptions options, DemoEventPrinter printer, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using var voice = Voices.Embedded();
        var recognition = options.Voice ? Recognition() : new();
        try
        {
            var script = await DemoScript.WriteAsync(options, voice, either.Token)
                ?? throw new CommandFailedException("--voice precisa do espeak-ng; instale-o com: sudo apt-get install espeak-ng.");
            return await new DemoRun(options, script, recognition, TimeProvider.System, printer.Print).RunAsync(either.Token)
                ? ExitCodes.Done
                : throw new CommandFailedException("o visitante não ouviu o resultado esperado; veja acima até onde a visita chegou.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandFailedException($"a visita não terminou em {Limit.TotalSeconds} s; veja acima até onde chegou.");
        }
        catch (ServerStartException failure)
        {
            throw new CommandFailedException(failure.Message, failure);
        }
    }

    /// <summary>The usual recognisers of the environment and of <c>.env</c>; nothing else of them counts in a demonstration.</summary>
    private static RecognitionSettings Recognition()
    {
        var read = SettingsLoader.Load(null);
        return read.Settings is { } settings ? settings.Recognition with { ByExtension = [] } : throw new CommandFailedException(read.Faults[0]);
    }
}
