using System.Collections.Immutable;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Ramais.Extensions;

namespace Ramais.Server.Postgres;

/// <summary>The statements on <c>public.extension_ia</c>. Values travel as parameters only.</summary>
internal static class ExtensionTable
{
    public const string Name = "public.extension_ia";

    private const string Columns =
        "extension_ia_number, extension_ia_return, extension_ia_ip, extension_ia_number_port, condominium_id, extension_ia_return_port";

    // Without a primary key an id may come twice: the other columns make the order the same every time.
    private const string Select = $"select extension_ia_id, {Columns} from {Name} order by extension_ia_id, {Columns}";

    private const string InsertNew = $"insert into {Name} ({Columns}) values ($1, $2, $3, $4, $5, $6) returning extension_ia_id";

    private const string InsertAll = $"""
        insert into {Name} (extension_ia_id, {Columns}) overriding system value
        select * from unnest($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string UpdateAll = $"""
        update {Name} set ({Columns}) = row(r.number, r.back, r.ip, r.port, r.condominium, r.back_port)
        from unnest($1, $2, $3, $4, $5, $6, $7) as r(id, number, back, ip, port, condominium, back_port)
        where extension_ia_id = r.id
        """;

    private const string Delete = $"delete from {Name} where extension_ia_id = $1";

    private const string Count = $"select count(*) from {Name} where extension_ia_id = $1";

    // Takes one number of the sequence rather than lower it. Without the right to set it, ids that were given by hand stay unknown to it.
    private const string RaiseSequence = $"""
        select setval(s, greatest(nextval(s), (select max(extension_ia_id) from {Name})))
        from (select pg_get_serial_sequence('{Name}', 'extension_ia_id') as s) as q
        where has_sequence_privilege(s, 'update')
        """;

    public static async Task<ImmutableArray<ExtensionRow>> LoadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Select, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = ImmutableArray.CreateBuilder<ExtensionRow>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(Read(reader));
        return rows.ToImmutable();
    }

    /// <summary>Adds a row without an id.</summary>
    /// <returns>The id that the database gave it.</returns>
    public static async Task<int> InsertAsync(NpgsqlConnection connection, ExtensionRow row, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(InsertNew, connection)
        {
            Parameters =
            {
                Text(row.AiNumber), Text(row.ReturnNumber), Text(row.Address), Text(row.VisitorPort),
                new NpgsqlParameter<int> { TypedValue = Condominium(row) }, Text(row.ReturnPort),
            },
        };
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Adds rows with their ids.</summary>
    public static async Task InsertAsync(NpgsqlConnection connection, IReadOnlyList<ExtensionRow> rows, CancellationToken cancellation)
    {
        await ExecuteAsync(connection, InsertAll, rows, cancellation);
        await RaiseSequenceAsync(connection, cancellation);
    }

    /// <summary>Puts rows in the place of those with their ids.</summary>
    /// <returns>How many rows of the table were touched: more than given where an id comes twice.</returns>
    public static Task<int> UpdateAsync(NpgsqlConnection connection, IReadOnlyList<ExtensionRow> rows, CancellationToken cancellation) =>
        ExecuteAsync(connection, UpdateAll, rows, cancellation);

    /// <returns>How many rows were removed: more than one where the id comes twice.</returns>
    public static async Task<int> DeleteAsync(NpgsqlConnection connection, int id, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Delete, connection) { Parameters = { new NpgsqlParameter<int> { TypedValue = id } } };
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<long> CountAsync(NpgsqlConnection connection, int id, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Count, connection) { Parameters = { new NpgsqlParameter<int> { TypedValue = id } } };
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Lets the ids that the database gives begin above those that are there, where we may.</summary>
    /// <returns>False where we may not.</returns>
    public static async Task<bool> RaiseSequenceAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(RaiseSequence, connection);
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }

    private static ExtensionRow Read(NpgsqlDataReader reader) => new ExtensionRow(
        reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
        reader.IsDBNull(6) ? null : reader.GetString(6), reader.GetInt32(5).ToString(CultureInfo.InvariantCulture)).Trimmed();

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, IReadOnlyList<ExtensionRow> rows, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                Numbers(rows.Select(r => r.Id)), Texts(rows.Select(r => r.AiNumber)), Texts(rows.Select(r => r.ReturnNumber)),
                Texts(rows.Select(r => r.Address)), Texts(rows.Select(r => r.VisitorPort)), Numbers(rows.Select(Condominium)),
                Texts(rows.Select(r => r.ReturnPort)),
            },
        };
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter<string?[]> Texts(IEnumerable<string?> values) =>
        new() { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter<int[]> Numbers(IEnumerable<int> values) => new() { TypedValue = [.. values] };

    private static int Condominium(ExtensionRow row) => int.Parse(row.CondominiumId!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
