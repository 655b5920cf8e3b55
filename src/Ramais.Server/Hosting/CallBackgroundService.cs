using Ramais.Calls;
using Ramais.Conversation;
using Ramais.Voice;

namespace Ramais.Server.Hosting;

/// <summary>What goes on beside the calls: the directory follows its file, a first call is rehearsed, the common sentences are prepared, and
/// the door is watched.</summary>
internal sealed class CallBackgroundService(DirectoryStore directory, Rehearsal rehearsal, PromptAudio prompts, PromptCatalog catalog, Admission admission) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(directory.RunAsync(stoppingToken), PrepareAsync(stoppingToken), admission.RunAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }

    private async Task PrepareAsync(CancellationToken stopping)
    {
        await rehearsal.RunAsync(stopping);
        await prompts.PrewarmAsync(catalog.FixedSentences, stopping);
    }
}
