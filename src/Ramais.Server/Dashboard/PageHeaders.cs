namespace Ramais.Server.Dashboard;

/// <summary>What a browser is told about every page: nothing from elsewhere, in nobody's frame, kept in no cache.</summary>
internal static class PageHeaders
{
    /// <summary>MudBlazor writes its theme as a style element, and places things by style attributes.</summary>
    private const string OnlyFromHere =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";

    public static Task SetAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            if (context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true)
                Set(context.Response.Headers);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Set(IHeaderDictionary headers)
    {
        if (headers.ContentSecurityPolicy.Count > 0)
            return; // a page that has its own
        headers.ContentSecurityPolicy = OnlyFromHere;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }
}
