using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Ramais.Directory.Csv;
using Ramais.Server.Dashboard.SignIn;

namespace Ramais.Server.Dashboard.Directories;

/// <summary>GET /diretorio/exportar: the directory as a table, for an operator.</summary>
internal static class DirectoryExport
{
    public const string Path = "/diretorio/exportar";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Get)
        .RequireAuthorization(policy => policy.RequireRole(Roles.Operator)).ExcludeFromDescription();

    /// <summary>With a byte order mark: without one a spreadsheet takes it for Latin-1.</summary>
    private static FileContentHttpResult Get(DirectoryBook book) => TypedResults.File(
        [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(DirectoryCsv.Format(book.Condominiums))], "text/csv; charset=utf-8", "diretorio.csv");
}
