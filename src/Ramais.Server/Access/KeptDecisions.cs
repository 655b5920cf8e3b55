using System.Text.Json;
using Microsoft.Data.Sqlite;
using Ramais.Access;
using Ramais.History;

namespace Ramais.Server.Access;

/// <summary>Reads the outbox beside its owner.</summary>
internal sealed class KeptDecisions(string path) : IKeptDecisions
{
    public AccessDecision? Find(Guid callId)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 2 }.ToString());
            connection.Open();
            using var command = new SqliteCommand("select body from decision where call_id = $call", connection);
            command.Parameters.AddWithValue("$call", callId.ToString());
            return command.ExecuteScalar() is string body ? JsonSerializer.Deserialize(body, StoreJson.Default.AccessDecision) : null;
        }
        catch (SqliteException failure)
        {
            throw new IOException($"{path} não pôde ser lido ({failure.Message.TrimEnd('.')}); {SqliteCures.Of(failure)}.", failure);
        }
    }
}
