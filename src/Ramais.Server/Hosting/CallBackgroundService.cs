using Ramais.Conversation;
using Ramais.Voice;

namespace Ramais.Server.Hosting;

/// <summary>What goes on beside the calls: the directory follows its file, and the common sentences are prepared.</summary>
internal sealed class CallBackgroundService(DirectoryStore directory, PromptAudio prompts, PromptCatalog catalog) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(directory.RunAsync(stoppingToken), prompts.PrewarmAsync(catalog.FixedSentences, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }
}
