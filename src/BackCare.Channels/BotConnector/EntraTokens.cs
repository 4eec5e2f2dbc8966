using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace BackCare.Channels.BotConnector;

/// <summary>Asks Entra for our token, by Microsoft's own library: with a secret, a certificate or a managed identity.</summary>
public static class EntraTokens
{
    /// <param name="http">The clients the library is to use; null for its own.</param>
    public static AcquireToken From(BotConnectorOptions options, IMsalHttpClientFactory? http = null)
    {
        var cloud = ConnectorCloud.Of(options.Cloud);

        // Built at the first reply: a start without Teams traffic does not pay for it.
        if (options.AppType == AppType.UserAssignedMSI)
        {
            var identity = new Lazy<IManagedIdentityApplication>(() => ManagedIdentity(options, http));
            return (force, cancellation) => Acquire(() =>
                identity.Value.AcquireTokenForManagedIdentity(cloud.Resource).WithForceRefresh(force).ExecuteAsync(cancellation));
        }

        var application = new Lazy<IConfidentialClientApplication>(() => Confidential(options, cloud, http));
        return (force, cancellation) => Acquire(() =>
            application.Value.AcquireTokenForClient([cloud.Resource + "/.default"]).WithForceRefresh(force).ExecuteAsync(cancellation));
    }

    private static async Task<AccessToken> Acquire(Func<Task<AuthenticationResult>> ask)
    {
        try
        {
            var result = await ask().ConfigureAwait(false);
            return new AccessToken(result.AccessToken, result.ExpiresOn);
        }
        catch (MsalServiceException failure)
        {
            throw new ConnectorException($"Entra gave no token ({failure.ErrorCode}, HTTP {failure.StatusCode}): {failure.Message}", failure)
            {
                Code = failure.ErrorCode,
                // A wrong secret stays wrong; a busy or broken service doesn't.
                IsPassing = failure.StatusCode is 0 or 408 or 429 or >= 500,
                RetryAfter = failure.Headers?.RetryAfter?.Delta,
            };
        }
        catch (MsalException failure)
        {
            throw new ConnectorException($"Entra could not be asked for a token ({failure.ErrorCode}): {failure.Message}", failure) { Code = failure.ErrorCode };
        }
        catch (HttpRequestException failure)
        {
            throw new ConnectorException($"Entra could not be reached for a token: {failure.Message}", failure) { IsPassing = true };
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ConnectorException($"The bot's certificate or secret file can't be read: {failure.Message}", failure);
        }
    }

    private static IConfidentialClientApplication Confidential(BotConnectorOptions options, ConnectorCloud cloud, IMsalHttpClientFactory? http)
    {
        var authority = options.AppType == AppType.MultiTenant ? "botframework.com" : options.TenantId;
        var builder = ConfidentialClientApplicationBuilder.Create(options.AppId)
            .WithAuthority($"{cloud.Login}{authority}", validateAuthority: true)
            // The address is ours, from the table of clouds; there is nothing to discover.
            .WithInstanceDiscovery(false);
        if (http is not null)
            builder.WithHttpClientFactory(http);

        return options switch
        {
            { CertificateFile: { Length: > 0 } file } => builder.WithCertificate(Certificate(file, options.CertificatePassword)).Build(),
            { ClientSecretFile: { Length: > 0 } file } => builder.WithClientSecret(File.ReadAllText(file).Trim()).Build(),
            _ => builder.WithClientSecret(options.ClientSecret).Build(),
        };
    }

    private static IManagedIdentityApplication ManagedIdentity(BotConnectorOptions options, IMsalHttpClientFactory? http)
    {
        var builder = ManagedIdentityApplicationBuilder.Create(ManagedIdentityId.WithUserAssignedClientId(options.AppId));
        if (http is not null)
            builder.WithHttpClientFactory(http);
        return builder.Build();
    }

    private static X509Certificate2 Certificate(string file, string? password) =>
        Path.GetExtension(file).Equals(".pem", StringComparison.OrdinalIgnoreCase)
            ? password is null ? X509Certificate2.CreateFromPemFile(file) : X509Certificate2.CreateFromEncryptedPemFile(file, password)
            : X509CertificateLoader.LoadPkcs12FromFile(file, password);
}
