using System.Buffers;
using System.Globalization;
using System.Text;
using Ramais.Directory.Csv;
using Ramais.History;

namespace Ramais.Server.Http;

/// <summary>GET /api/calls.csv: ended calls for a spreadsheet that speaks Portuguese, a page of the history at a time.</summary>
internal static class CallsCsv
{
    public const string ContentType = "text/csv";

    private const string Header = "id;inicio;fim;segundos;ramal_ia;condominio_id;resultado;decisao;apartamento;morador;visitante;assunto;decidido_por;decidido_em\r\n";

    private static readonly SearchValues<char> Quoted = SearchValues.Create(";\"\r\n\t'");

    public static async Task<IResult> WriteAsync([AsParameters] CallFilter filter, ICallHistory history, TimeProvider time, HttpContext context)
    {
        if (!filter.TryRead(out var query, out var fault))
            return ApiErrors.Answer(StatusCodes.Status400BadRequest, fault);
        try
        {
            query = query with { Limit = CallQuery.MostAtOnce };
            var first = await history.ListAsync(query, context.RequestAborted); // before the answer begins: a failure still has a status of its own
            context.Response.Headers.ContentDisposition = "attachment; filename=\"chamadas.csv\"";
            return Results.Stream(body => WriteAsync(body, first, query, history, time.LocalTimeZone, context.RequestAborted), ContentType + "; charset=utf-8");
        }
        catch (HistoryException failure)
        {
            return ApiErrors.Answer(StatusCodes.Status503ServiceUnavailable, failure.Message);
        }
    }

    /// <summary>One row, with its line end.</summary>
    internal static string Row(PastCall call, TimeZoneInfo zone)
    {
        var decision = call.Decision;
        return string.Join(';', new[]
        {
            call.Id.ToString(), Local(call.StartedAt, zone), Local(call.EndedAt, zone),
            Math.Round((call.EndedAt - call.StartedAt).TotalSeconds).ToString(CultureInfo.InvariantCulture), call.AiNumber,
            call.CondominiumId.ToString(CultureInfo.InvariantCulture), call.Result,
            decision is null ? "" : decision.Authorized ? "authorized" : "denied",
            decision?.Apartment ?? "", decision?.Resident ?? "", decision?.Visitor ?? "", decision?.Intent ?? "", decision?.By ?? "",
            decision is null ? "" : Local(decision.At, zone),
        }.Select(Cell)) + "\r\n";
    }

    /// <summary>What a visitor said must not be carried out by a spreadsheet.</summary>
    internal static string Cell(string text)
    {
        var plain = CsvText.Harmless(text);
        return !plain.AsSpan().ContainsAny(Quoted) ? plain : $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static async Task WriteAsync(Stream body, CallPage page, CallQuery query, ICallHistory history, TimeZoneInfo zone, CancellationToken stopping)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 16 * 1024, leaveOpen: true);
        await writer.WriteAsync(Header);
        while (true)
        {
            foreach (var call in page.Calls)
                await writer.WriteAsync(Row(call, zone));
            if (page.Next is null)
                return;
            page = await history.ListAsync(query with { Cursor = page.Next }, stopping);
        }
    }

    private static string Local(DateTimeOffset instant, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
