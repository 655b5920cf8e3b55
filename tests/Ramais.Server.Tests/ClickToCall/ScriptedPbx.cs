using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ramais.Server.Tests.ClickToCall;

/// <summary>
/// Answers on loopback as the REST interface of Asterisk 22 does, with channels that exist from a POST to a DELETE; or as the script says,
/// for what a real one won't do on demand.
/// </summary>
internal sealed class ScriptedPbx : IAsyncDisposable
{
    public const string Login = "Basic cmFtYWlzOnNlbmhhLTQ3MTE="; // ramais:senha-4711

    private readonly WebApplication _app;
    private readonly Channel<PbxRequest> _seen = Channel.CreateUnbounded<PbxRequest>(); // a test sends a few

    private ScriptedPbx(WebApplication app) => _app = app;

    /// <summary>States by channel id.</summary>
    public ConcurrentDictionary<string, string> Channels { get; } = new();

    /// <summary>What happens instead of the usual answer, one request each; null is the usual answer.</summary>
    public ConcurrentQueue<Func<HttpContext, Task>?> Script { get; } = new();

    public ConcurrentQueue<PbxRequest> Requests { get; } = new();

    public Uri Url => new(_app.Urls.First() + "/ari");

    public static async Task<ScriptedPbx> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var pbx = new ScriptedPbx(app);
        app.Run(pbx.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return pbx;
    }

    /// <summary>Waits for the next request.</summary>
    public async Task<PbxRequest> SeesAsync() => await _seen.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Answers with a code and nothing else that matters.</summary>
    public static Func<HttpContext, Task> Code(int code) => context => WriteAsync(context, code, """{"message":"scripted"}""");

    /// <summary>Closes the connection instead of answering.</summary>
    public static Task CloseAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Never answers; ends when the client gives up.</summary>
    public static Task HangAsync(HttpContext context) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

    /// <summary>Takes the request as usual and loses the answer.</summary>
    public async Task TakeAndHangAsync(HttpContext context)
    {
        Take(context);
        await HangAsync(context);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var body = await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var request = new PbxRequest(context.Request.Method, context.Request.Path, context.Request.QueryString.Value ?? "", body, headers);
        Requests.Enqueue(request);
        _seen.Writer.TryWrite(request);
        if (Script.TryDequeue(out var scripted) && scripted is not null)
            await scripted(context);
        else
            await AsAsteriskAsync(context);
    }

    private Task AsAsteriskAsync(HttpContext context)
    {
        var id = context.Request.Path.Value!.Split('/').Last();
        return context switch
        {
            _ when context.Request.Headers.Authorization != Login => WriteAsync(context, 401, """{"message":"Authentication required"}"""),
            { Request.Method: "POST", Request.Path.Value: "/ari/channels" } => Take(context)
                ? WriteAsync(context, 201, Picture(context.Request.Query["channelId"]!, "Down"))
                : WriteAsync(context, 409, """{"message":"Channel with given unique ID already exists"}"""),
            { Request.Path.Value: "/ari/asterisk/info" } => WriteAsync(context, 200, """{"system":{"version":"22.10.1","entity_id":"02:42:ac:11:00:02"}}"""),
            { Request.Method: "GET" } when Channels.TryGetValue(id, out var state) => WriteAsync(context, 200, Picture(id, state)),
            { Request.Method: "DELETE" } when Channels.TryRemove(id, out _) => WriteAsync(context, 204, ""),
            _ => WriteAsync(context, 404, """{"message":"Channel not found"}"""),
        };
    }

    private bool Take(HttpContext context) => Channels.TryAdd(context.Request.Query["channelId"]!, "Ringing");

    private static string Picture(string id, string state) => new JsonObject
    {
        ["id"] = id,
        ["name"] = "PJSIP/aurora-00000001",
        ["state"] = state,
        ["protocol_id"] = "",
        ["accountcode"] = "",
        ["caller"] = new JsonObject { ["name"] = "", ["number"] = "" },
        ["connected"] = new JsonObject { ["name"] = "", ["number"] = "" },
        ["dialplan"] = new JsonObject { ["context"] = "ramais-retorno", ["exten"] = "2018520", ["priority"] = 1, ["app_name"] = "", ["app_data"] = "" },
        ["creationtime"] = "2026-03-01T12:00:00.000-0300",
        ["language"] = "pt_BR",
    }.ToJsonString();

    private static async Task WriteAsync(HttpContext context, int code, string json)
    {
        context.Response.StatusCode = code;
        if (json.Length == 0)
            return;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(json), context.RequestAborted);
    }
}

/// <param name="Query">As it travelled, escapes and all.</param>
internal sealed record PbxRequest(string Method, string Path, string Query, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public override string ToString() => $"{Method} {Path}";
}
