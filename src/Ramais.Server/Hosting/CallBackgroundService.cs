using Ramais.Calls;
using Ramais.Conversation;
using Ramais.Voice;

namespace Ramais.Server.Hosting;

/// <summary>What goes on beside the calls: the directory follows its file, a first call is rehearsed, the known sentences are prepared, and the
/// door is watched.</summary>
internal sealed class CallBackgroundService(
    DirectoryStore directory, Rehearsal rehearsal, PromptPreparation preparation, PromptCatalog catalog, Admission admission) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Prepare();
        try
        {
            await Task.WhenAll(
                directory.RunAsync(Prepare, stoppingToken), rehearsal.RunAsync(stoppingToken), preparation.RunAsync(stoppingToken), admission.RunAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }

    private void Prepare() => preparation.Want([.. catalog.KnownSentences(null), .. directory.Condominiums.SelectMany(catalog.KnownSentences)]);
}
