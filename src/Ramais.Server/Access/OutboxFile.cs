using Microsoft.Data.Sqlite;

namespace Ramais.Server.Access;

/// <summary>Opens the outbox's file, and words its failures.</summary>
internal static class OutboxFile
{
    /// <param name="path">The file.</param>
    /// <param name="create">False: a file that is missing is an error.</param>
    public static SqliteConnection Open(string path, bool create)
    {
        var mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite;
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, Pooling = false, DefaultTimeout = 2, Mode = mode }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <exception cref="IOException">SQLite failed, with the cause and the cure in Portuguese.</exception>
    public static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException failure)
        {
            throw new IOException($"{path} não pôde ser usado ({failure.Message}); {SqliteCures.Of(failure)}", failure);
        }
    }
}
