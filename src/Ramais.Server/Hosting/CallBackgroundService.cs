using Ramais.Calls;
using Ramais.Conversation;
using Ramais.Voice;

namespace Ramais.Server.Hosting;

/// <summary>What goes on beside the calls: the directory follows its file, the common sentences are prepared, and the door is
/// watched.</summary>
internal sealed class CallBackgroundService(DirectoryStore directory, PromptAudio prompts, PromptCatalog catalog, Admission admission) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(directory.RunAsync(stoppingToken), prompts.PrewarmAsync(catalog.FixedSentences, stoppingToken), admission.RunAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }
}
