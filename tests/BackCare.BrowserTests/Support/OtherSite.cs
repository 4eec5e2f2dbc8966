using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BackCare.BrowserTests.Support;

/// <summary>Somebody else's web site: another origin on this machine.</summary>
public sealed class OtherSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtherSite(WebApplication app) => _app = app;

    public string Origin => _app.Urls.Single();

    /// <summary>What its only page says; may be set once the address of the host is known.</summary>
    public string Page { get; set; } = "";

    /// <param name="script">A file to serve as <c>/webchat.js</c>.</param>
    public static async Task<OtherSite> Open(string? script = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var site = new OtherSite(builder.Build());
        site._app.MapGet("/", http => Html(http, site.Page));
        if (script is not null)
            site._app.MapGet("/webchat.js", http => http.Response.SendFileAsync(script));
        await site._app.StartAsync();
        return site;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task Html(HttpContext http, string page)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(page);
    }
}
