using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Ramais.Conversation;
using Ramais.Server.Speech;

namespace Ramais.Server.Cli;

/// <summary>
/// <c>./ramais prompts</c>, for maintainers and hidden from the help: records the fixed sentences anew after a change of the catalogue.
/// </summary>
internal static class PromptsCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--out") { HelpName = "PASTA", Description = "onde ficam as gravações", DefaultValueFactory = _ => "src/Ramais/Voice/Recordings" };
        var command = new Command("prompts", "Grava as frases fixas do catálogo com o espeak-ng.") { folder };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(folder)!, parsed.InvocationConfiguration.Output, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string folder, TextWriter output, CancellationToken cancellation)
    {
        using var voice = new EspeakSynthesizer(TimeProvider.System, NullLogger<EspeakSynthesizer>.Instance);
        try
        {
            var changed = await new PromptRenderer(voice).RenderAsync(PromptCatalog.Embedded.FixedSentences, folder, cancellation);
            output.WriteLine($"{changed} gravações alteradas em {folder}");
            return ExitCodes.Done;
        }
        catch (SpeechSynthesisException failure)
        {
            throw new CommandFailedException(failure.Message, failure);
        }
    }
}
