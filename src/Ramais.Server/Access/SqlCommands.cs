using System.Data.Common;

namespace Ramais.Server.Access;

/// <summary>Statements with their values, for SQLite and PostgreSQL alike.</summary>
internal static class SqlCommands
{
    /// <param name="sql">Made of constants: values travel as parameters.</param>
    public static DbCommand Command(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants, all of them
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    /// <returns>The rows that changed.</returns>
    public static int Run(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = connection.Command(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of every row.</summary>
    public static List<T> Column<T>(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = connection.Command(sql, values);
        using var reader = command.ExecuteReader();
        var found = new List<T>();
        while (reader.Read())
            found.Add(reader.GetFieldValue<T>(0));
        return found;
    }
}
