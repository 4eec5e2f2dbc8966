using BackCare.Channels.DirectLine;
using Microsoft.Extensions.Options;

namespace BackCare.Web.Pages;

/// <summary>What a page of ours may do in a browser: load from here, and nothing else; and who may show it in a frame.</summary>
public sealed class PagePolicy(IOptions<DirectLineOptions> options)
{
    private readonly string _policy = string.Join("; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        $"frame-ancestors {string.Join(' ', ["'self'", .. options.Value.Origins])}",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'");

    public void Apply(HttpContext http)
    {
        http.Response.Headers.ContentSecurityPolicy = _policy;
        http.Response.Headers["Referrer-Policy"] = "same-origin";
    }
}
