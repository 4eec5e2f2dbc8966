using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using BackCare.Channels.Activities;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace BackCare.Web.Limits;

/// <summary>What protects the host from too much, too long, too often.</summary>
public static class LimitServices
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    extension(IServiceCollection services)
    {
        public IServiceCollection AddLimits()
        {
            services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section).ValidateDataAnnotations()
                .Validate(options => options.Proxies.All(proxy => System.Net.IPNetwork.TryParse(proxy, out _) || IPAddress.TryParse(proxy, out _)), "Limits:Proxies: an entry is neither an address nor a network such as 10.0.0.0/8.")
                .ValidateOnStart();
            services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitOptions>>((kestrel, options) => Apply(options.Value, kestrel));
            services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<LimitOptions>>((headers, options) => Apply(options.Value, headers));
            services.AddRateLimiter(limiter => limiter.OnRejected = Reject);
            services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitOptions>>((limiter, options) => limiter.GlobalLimiter = PerAddress(options.Value));
            services.AddRequestTimeouts();
            services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<LimitOptions>>((timeouts, options) => timeouts.DefaultPolicy = new()
            {
                Timeout = options.Value.RequestTime,
                TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
            });

            return services;
        }
    }

    extension(WebApplication app)
    {
        /// <summary>First in the pipeline, so that everything after it is within the limits.</summary>
        public void UseLimits()
        {
            app.UseForwardedHeaders();
            app.UseMiddleware<SecurityHeaders>();
            app.UseMiddleware<StoreOutage>();
            app.UseRateLimiter();
            app.UseWhen(
                http => !http.Request.Headers.ContainsKey("Upgrade"),
                branch => branch.UseRequestTimeouts());
        }
    }

    private static void Apply(LimitOptions options, KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.RequestBytes;
        kestrel.Limits.MaxConcurrentConnections = options.Connections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = options.Connections;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MaxRequestHeadersTotalSize = 16_384;
    }

    // Without a configured proxy nobody is believed: the address of the connection is the address.
    private static void Apply(LimitOptions options, ForwardedHeadersOptions headers)
    {
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        headers.ForwardedHeaders = options.Proxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        foreach (var proxy in options.Proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                headers.KnownProxies.Add(address);
            else
                headers.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        }
    }

    private static PartitionedRateLimiter<HttpContext> PerAddress(LimitOptions options) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
        // Microsoft's own few addresses speak for everybody in Teams; who they are is checked by their token. This machine is not limited.
        http.Request.Path.StartsWithSegments("/api/messages") || http.Request.Path.StartsWithSegments("/health")
            || http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetFixedWindowLimiter(Network(address), _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = options.RequestsPerAddress,
                Window = Window,
            }));

    // A household has a /64 of IPv6 to itself and could change its address with every request.
    private static string Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    private static async ValueTask Reject(OnRejectedContext rejected, CancellationToken cancellation)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
        var response = rejected.HttpContext.Response;
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await response.WriteAsJsonAsync(new ErrorResponse("TooManyRequests", "Too many requests from this address; wait and try again."), ActivityJson.Wire.ErrorResponse, cancellationToken: cancellation).ConfigureAwait(false);
    }
}
