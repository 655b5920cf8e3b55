using System.Text.Json;
using Ramais.Access;
using Ramais.History;

namespace Ramais.Server.Access;

/// <summary>Reads the outbox beside its owner.</summary>
internal sealed class KeptDecisions(string path) : IKeptDecisions
{
    public AccessDecision? Find(Guid callId) => OutboxFile.Guard(path, () =>
    {
        using var connection = OutboxFile.Open(path, create: false);
        return connection.Column<string>("select body from decision where call_id = $call", ("$call", callId.ToString())) is [var body]
            ? JsonSerializer.Deserialize(body, StoreJson.Default.AccessDecision)
            : null;
    });
}
