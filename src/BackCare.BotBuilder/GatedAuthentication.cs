using System.Security.Claims;
using BackCare.Channels.BotConnector;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;

namespace BackCare.BotBuilder;

/// <summary>What the SDK asks about callers: they have been checked at the gate. What it needs to call others is its own, with our tokens.</summary>
internal sealed class GatedAuthentication(SdkCredentials credentials, IHttpClientFactory http, ILogger log) : BotFrameworkAuthentication
{
    private readonly BotFrameworkAuthentication _sdk = credentials.Authentication(new NoRedirects(http), log);
    private readonly ClaimsIdentity _identity = credentials.Identity;

    public override Task<AuthenticateRequestResult> AuthenticateRequestAsync(Activity activity, string authHeader, CancellationToken cancellationToken) =>
        Task.FromResult(new AuthenticateRequestResult
        {
            Audience = _sdk.GetOriginatingAudience(),
            ClaimsIdentity = _identity,
            ConnectorFactory = new Connectors(_sdk.CreateConnectorFactory(_identity)),
        });

    // The gate stands before POST only.
    public override Task<AuthenticateRequestResult> AuthenticateStreamingRequestAsync(string authHeader, string channelIdHeader, CancellationToken cancellationToken) =>
        throw new UnauthorizedAccessException("Streaming is not offered.");

    public override ConnectorFactory CreateConnectorFactory(ClaimsIdentity claimsIdentity) => new Connectors(_sdk.CreateConnectorFactory(claimsIdentity));

    public override Task<UserTokenClient> CreateUserTokenClientAsync(ClaimsIdentity claimsIdentity, CancellationToken cancellationToken) =>
        _sdk.CreateUserTokenClientAsync(claimsIdentity, cancellationToken);

    public override string GetOriginatingAudience() => _sdk.GetOriginatingAudience();

    /// <summary>Somebody on this machine who takes replies from the response alone names no address for others.</summary>
    private sealed class Connectors(ConnectorFactory sdk) : ConnectorFactory
    {
        public override Task<IConnectorClient> CreateAsync(string? serviceUrl, string audience, CancellationToken cancellationToken) =>
            sdk.CreateAsync(serviceUrl ?? "http://localhost/", audience, cancellationToken);
    }

    /// <summary>Our token goes to the address that was checked and to no other.</summary>
    private sealed class NoRedirects(IHttpClientFactory http) : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => http.CreateClient(BotConnectorServices.ConnectorHttp);
    }
}
