using System.Text.Json;
using Ramais.Access;
using Ramais.History;

namespace Ramais.Server.Access;

/// <summary>Reads the outbox beside its owner.</summary>
internal sealed class KeptDecisions(OutboxDatabase outbox) : IKeptDecisions
{
    public AccessDecision? Find(Guid callId) => outbox.Use(connection =>
        connection.Column<string>($"select body from {outbox.Decisions} where call_id = @call", ("@call", callId.ToString())) is [var body]
            ? JsonSerializer.Deserialize(body, StoreJson.Default.AccessDecision)
            : null);
}
