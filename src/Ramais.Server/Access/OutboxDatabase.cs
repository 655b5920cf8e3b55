using System.Data.Common;

namespace Ramais.Server.Access;

/// <summary>
/// Where an outbox and its audit chain are kept: how to reach it, and where its SQL differs. Everything blocks for some seconds at most and
/// throws <see cref="IOException"/>, with the cause and the cure in Portuguese.
/// </summary>
internal abstract class OutboxDatabase
{
    /// <summary>For people: which file, or which server.</summary>
    public abstract string Place { get; }

    /// <summary>What goes before the name of a table of the chain.</summary>
    public abstract string Schema { get; }

    /// <summary>The table of decisions.</summary>
    public abstract string Decisions { get; }

    /// <summary>The table that says which sink has had which decision.</summary>
    public abstract string Deliveries { get; }

    /// <summary>A field of a decision or of a link of the chain, both of which are JSON.</summary>
    public abstract string Field(string name);

    /// <summary>The body of a decision with these fields empty.</summary>
    public abstract string Blanked(params string[] fields);

    /// <summary>The condition that an expression is one of the values of a parameter made by <see cref="List"/>.</summary>
    public abstract string IsOneOf(string expression, string parameter);

    /// <summary>Values as the driver takes them.</summary>
    public abstract object List<T>(IEnumerable<T> values);

    /// <summary>Whether there is an outbox.</summary>
    public abstract bool Exists();

    /// <summary>Runs <paramref name="work"/> on a connection of its own. The outbox has to be there.</summary>
    public T Use<T>(Func<DbConnection, T> work) => Guard(() =>
    {
        using var connection = Connect();
        return work(connection);
    });

    /// <summary>Runs what the driver may fail at.</summary>
    public T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (Explain(fault) is { } message)
        {
            throw new IOException(message, fault);
        }
    }

    /// <summary>A transaction that alone may add to the chain.</summary>
    public abstract DbTransaction BeginLink(DbConnection connection);

    /// <summary>A transaction that sees one state of everything, and holds nobody up.</summary>
    public abstract DbTransaction BeginReading(DbConnection connection);

    /// <summary>Before something is erased through this connection: what goes must not stay in the file.</summary>
    public abstract void BeginErasing(DbConnection connection);

    /// <summary>Lets go of what was erased, as far as it lies in the database's hands.</summary>
    public abstract void EndErasing(DbConnection connection);

    /// <summary>A connection to an outbox that is there. Failures are the driver's.</summary>
    protected abstract DbConnection Connect();

    /// <summary>A failure of the database in words; null for any other.</summary>
    protected abstract string? Explain(Exception fault);

    /// <returns>The same connection, open; it is disposed of when it can't be.</returns>
    protected static T Opened<T>(T connection, string session = "")
        where T : DbConnection
    {
        try
        {
            connection.Open();
            if (session.Length > 0)
                connection.Run(session);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
