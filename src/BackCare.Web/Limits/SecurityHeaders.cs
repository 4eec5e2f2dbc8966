namespace BackCare.Web.Limits;

/// <summary>What every response tells a browser. A page of ours that knows better keeps what it has set.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    public Task Invoke(HttpContext http)
    {
        http.Response.OnStarting(
            static state =>
            {
                var http = (HttpContext)state;
                var headers = http.Response.Headers;
                headers.TryAdd("X-Content-Type-Options", "nosniff");
                headers.TryAdd("Referrer-Policy", "no-referrer");
                headers.TryAdd("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
                headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
                // What sets no policy of its own is data, and data loads nothing and is framed by nobody.
                headers.TryAdd("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
                if (http.Request.Path.StartsWithSegments("/v3") || http.Request.Path.StartsWithSegments("/api"))
                    headers.TryAdd("Cache-Control", "no-store");
                if (http.Request.IsHttps)
                    headers.TryAdd("Strict-Transport-Security", "max-age=31536000");
                return Task.CompletedTask;
            },
            http);

        return next(http);
    }
}
