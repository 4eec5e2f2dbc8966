using System.Net.Http.Headers;
using System.Security.Claims;
using BackCare.Channels.BotConnector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Rest;

namespace BackCare.BotBuilder;

/// <summary>Our registration and our tokens as the SDK takes them, whichever way they are got: secret, certificate or managed identity.</summary>
internal sealed class SdkCredentials(BotConnectorOptions options, AcquireToken? acquire) : ServiceClientCredentialsFactory
{
    private readonly AcquireToken _acquire = acquire ?? EntraTokens.From(options);

    /// <summary>Whom the SDK is to take a caller for who has passed the gate.</summary>
    public ClaimsIdentity Identity => new([new Claim(AuthenticationConstants.AudienceClaim, options.AppId ?? "")], "gate");

    /// <summary>The SDK's own for our cloud.</summary>
    public BotFrameworkAuthentication Authentication(IHttpClientFactory http, ILogger log)
    {
        var cloud = ConnectorCloud.Of(options.Cloud);
        return BotFrameworkAuthenticationFactory.Create(
            channelService: "",
            validateAuthority: true,
            toChannelFromBotLoginUrl: $"{cloud.Login}{options.TenantId ?? "botframework.com"}",
            toChannelFromBotOAuthScope: cloud.Resource,
            toBotFromChannelTokenIssuer: cloud.Issuer,
            oAuthUrl: AuthenticationConstants.OAuthUrl,
            toBotFromChannelOpenIdMetadataUrl: cloud.Metadata.ToString(),
            toBotFromEmulatorOpenIdMetadataUrl: cloud.EntraMetadata.ToString(),
            callerId: "",
            credentialFactory: this,
            authConfiguration: new AuthenticationConfiguration(),
            httpClientFactory: http,
            logger: log);
    }

    public override Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken) => Task.FromResult(appId == options.AppId);

    public override Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken) => Task.FromResult(!options.HasCredentials);

    public override Task<ServiceClientCredentials> CreateCredentialsAsync(string appId, string audience, string loginEndpoint, bool validateAuthority, CancellationToken cancellationToken) =>
        Task.FromResult<ServiceClientCredentials>(new Bearer(options.HasCredentials ? _acquire : null));

    private sealed class Bearer(AcquireToken? acquire) : ServiceClientCredentials
    {
        public override async Task ProcessHttpRequestAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (acquire is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await acquire(false, cancellationToken).ConfigureAwait(false)).Value);
        }
    }
}
