using Ramais.Access;
using Ramais.History;

namespace Ramais.Server.Privacy;

/// <summary>The file of decisions.</summary>
internal sealed class DecisionFilePersonalData(string path) : IPersonalData
{
    private static readonly string[] Names = ["resident", "visitor"];

    public string Name => "decisoes.jsonl";

    public Task<int> PurgeAsync(RetentionLimits limits, CancellationToken stopping) =>
        Task.FromResult(Run(Names, (_, at) => at < limits.Names));

    public Task<IReadOnlyCollection<Guid>> FindAsync(Home home, CancellationToken stopping) =>
        Task.FromResult<IReadOnlyCollection<Guid>>([]); // it does not say whose gate; the outbox does

    public Task<Erased> EraseAsync(IReadOnlyCollection<Guid> calls, CancellationToken stopping)
    {
        var wanted = calls.ToHashSet();
        return Task.FromResult(new Erased(Run([.. Names, "apartment"], (call, _) => wanted.Contains(call))));
    }

    private int Run(string[] fields, Func<Guid, DateTimeOffset, bool> wanted)
    {
        try
        {
            return DecisionFileErasure.Run(path, fields, wanted);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} não pôde ser gravado ({failure.Message.TrimEnd('.')}); veja quem o usa e o dono da pasta DATA_DIR, e repita.", failure);
        }
    }
}
