using Microsoft.Data.Sqlite;

namespace Ramais.Server.Access;

/// <summary>What cures a failure of SQLite, in Portuguese.</summary>
internal static class SqliteCures
{
    public static string Of(SqliteException failure) => failure.SqliteErrorCode switch
    {
        5 or 6 => "outro processo o usa: confira se há outro Ramais na mesma DATA_DIR",
        8 or 14 => "confira o dono e as permissões da pasta DATA_DIR",
        10 or 13 => "confira o espaço e o estado do disco",
        11 or 26 => "o arquivo está danificado: guarde uma cópia dele e remova-o da pasta",
        _ => "confira o disco e a pasta DATA_DIR",
    };
}
