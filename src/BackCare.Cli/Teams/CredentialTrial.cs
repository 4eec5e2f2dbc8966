using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace BackCare.Cli.Teams;

/// <summary>Asks for a token as the bot will: with its secret, its certificate, or the identity of the machine it runs on.</summary>
/// <param name="setting">A setting of the section <c>BotConnector</c> by its name; null where it isn't set.</param>
internal sealed class CredentialTrial(HttpClient http, Func<string, string?> setting, TimeProvider time)
{
    // Azure's own, on each of its machines; nothing answers there elsewhere.
    private const string MachineIdentity = "http://169.254.169.254/metadata/identity/oauth2/token";

    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public async Task<List<Finding>> Try(CancellationToken cancellation)
    {
        if (!Guid.TryParse(setting("AppId"), out _))
            return [new Finding(Verdict.Unknown, "The credential was not tried: there is no application id to try it with.")];
        if (setting("AppType") == "UserAssignedMSI")
            return [await ManagedIdentity(cancellation)];
        if (setting("CertificateFile") is { Length: > 0 } certificate && File.Exists(certificate))
            return await Certificate(certificate, cancellation);

        var secret = setting("ClientSecret") ?? (setting("ClientSecretFile") is { } file && File.Exists(file) ? (await File.ReadAllTextAsync(file, cancellation)).Trim() : null);

        return secret is null
            ? [new Finding(Verdict.Unknown, "The credential was not tried: there is none.")]
            : [await Entra("secret", [KeyValuePair.Create("client_secret", secret)], cancellation)];
    }

    private async Task<List<Finding>> Certificate(string file, CancellationToken cancellation)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = ClientAssertion.Load(file, setting("CertificatePassword"));
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return [new Finding(Verdict.Wrong, $"The certificate '{file}' can't be read: {failure.Message}", "It must be a PFX or PEM file with certificate and private key; check BotConnector:CertificatePassword.")];
        }

        using (certificate)
        {
            using var key = certificate.GetRSAPrivateKey();
            if (key is null)
                return [new Finding(Verdict.Wrong, $"The certificate '{file}' has no private RSA key.", "Export it together with its key.")];

            var now = time.GetUtcNow();
            var (from, to) = (new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter));
            if (now < from || now > to)
                return [new Finding(Verdict.Wrong, $"The certificate is valid from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}, which is not now.", "Make a new one, and add it to the registration.")];

            var left = (to - now).TotalDays;
            var age = to - now < Soon
                ? new Finding(Verdict.Wrong, $"The certificate ends in {left:f0} days.", "Make a new one, and add it to the registration beside the old one.")
                : new Finding(Verdict.Well, $"The certificate is valid for another {left:f0} days.");

            return
            [
                age,
                await Entra(
                    "certificate",
                    [
                        KeyValuePair.Create("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                        KeyValuePair.Create("client_assertion", ClientAssertion.Sign(certificate, key, setting("AppId")!, TokenAddress().ToString(), now)),
                    ],
                    cancellation),
            ];
        }
    }

    private async Task<Finding> Entra(string credential, KeyValuePair<string, string>[] proof, CancellationToken cancellation)
    {
        using var form = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("grant_type", "client_credentials"),
            KeyValuePair.Create("client_id", setting("AppId")!),
            KeyValuePair.Create("scope", $"{Cloud().Resource}/.default"),
            .. proof,
        ]);
        try
        {
            using var response = await http.PostAsync(TokenAddress(), form, cancellation);
            if (response.IsSuccessStatusCode)
                return new Finding(Verdict.Well, $"Entra gives a token for the {credential}.");

            var answer = await response.Content.ReadAsStringAsync(cancellation);
            return new Finding(Verdict.Wrong, $"Entra gives no token: {Words(answer) ?? response.StatusCode.ToString()}", Advice(answer));
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return new Finding(Verdict.Wrong, $"{TokenAddress().Host} can't be reached: {failure.Message}", "Check name resolution, proxy and firewall: without a token no reply can be sent.");
        }
    }

    private async Task<Finding> ManagedIdentity(CancellationToken cancellation)
    {
        var query = $"resource={Uri.EscapeDataString(Cloud().Resource)}&client_id={setting("AppId")}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{MachineIdentity}?api-version=2018-02-01&{query}"));
        request.Headers.Add("Metadata", "true");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            if (response.IsSuccessStatusCode)
                return new Finding(Verdict.Well, "This machine gives a token for the managed identity.");

            var answer = await response.Content.ReadAsStringAsync(cancellation);
            return new Finding(Verdict.Wrong, $"This machine gives no token for the managed identity: {Words(answer) ?? response.StatusCode.ToString()}", "Assign the identity whose client id is BotConnector:AppId to this machine.");
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return new Finding(Verdict.Unknown, "The managed identity was not tried: this is no machine of Azure's, or a service that gives tokens another way.", "Run the doctor on the virtual machine where the bot runs; elsewhere the first reply tries it.");
        }
    }

    private Uri TokenAddress() => new($"{Cloud().Login}/{(setting("AppType") == "MultiTenant" ? "botframework.com" : setting("TenantId"))}/oauth2/v2.0/token");

    private (string Login, string Resource) Cloud() => setting("Cloud") switch
    {
        "UsGovernment" => ("https://login.microsoftonline.us", "https://api.botframework.us"),
        "China" => ("https://login.partner.microsoftonline.cn", "https://api.botframework.azure.cn"),
        _ => ("https://login.microsoftonline.com", "https://api.botframework.com"),
    };

    private static string Advice(string answer) => answer switch
    {
        _ when answer.Contains("AADSTS7000215", StringComparison.Ordinal) => "The secret is wrong. Copy the secret's value, not its id.",
        _ when answer.Contains("AADSTS7000222", StringComparison.Ordinal) => "The secret has expired. Make a new one in the registration.",
        _ when answer.Contains("AADSTS700027", StringComparison.Ordinal) => "The registration doesn't know this certificate. Upload its public part there, under Certificates & secrets.",
        _ when answer.Contains("AADSTS700016", StringComparison.Ordinal) => "The application is not in that tenant. Check BotConnector:AppId, TenantId and AppType.",
        _ when answer.Contains("AADSTS90002", StringComparison.Ordinal) => "There is no such tenant. Check BotConnector:TenantId.",
        _ => "Check AppId, TenantId, AppType and the credential against the registration.",
    };

    private static string? Words(string answer)
    {
        try
        {
            return (JsonNode.Parse(answer)?["error_description"] as JsonValue)?.ToString().Split('\n')[0].Trim();
        }
        catch (Exception failure) when (failure is System.Text.Json.JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
