using System.Data;
using Dapper;

namespace Ramais.Server.History;

/// <summary>
/// Parameters for Dapper that keep the <c>@</c> of their names: for a name without it, Microsoft.Data.Sqlite tries three strings in each statement,
/// and these were over half of what calls in progress allocate (docs/adr/0022).
/// </summary>
internal sealed class WrittenParameters : SqlMapper.IDynamicParameters
{
    private readonly List<(string Name, object Value)> _all = [];

    /// <param name="name">With its <c>@</c>.</param>
    /// <param name="value">As the driver takes it.</param>
    public void Add(string name, object? value) => _all.Add((name, value ?? DBNull.Value));

    public void AddParameters(IDbCommand command, SqlMapper.Identity identity)
    {
        foreach (var (name, value) in _all)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
    }
}
