using System.Net;
using System.Text.Json.Nodes;

namespace BackCare.Cli.Teams;

/// <summary>Looks at what Teams needs of this machine and its settings, point by point, as an administrator would.</summary>
/// <param name="setting">A setting of the section <c>BotConnector</c> by its name; null where it isn't set.</param>
public sealed class Doctor(HttpClient http, Func<string, string?> setting, TimeProvider time)
{
    private static readonly string[] Credentials = ["ClientSecret", "ClientSecretFile", "CertificateFile"];
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <param name="host">The public host name; null to leave that point out.</param>
    public async Task<List<Finding>> Examine(string? host, CancellationToken cancellation)
    {
        List<Finding> findings = [.. Settings()];
        findings.AddRange(await Metadata(cancellation));
        findings.AddRange(await new CredentialTrial(http, setting, time).Try(cancellation));
        findings.Add(await PublicAddress(host, cancellation));
        return findings;
    }

    private IEnumerable<Finding> Settings()
    {
        var appId = setting("AppId");
        yield return Guid.TryParse(appId, out _)
            ? new Finding(Verdict.Well, $"BotConnector:AppId is {appId}.")
            : new Finding(Verdict.Wrong, appId is null ? "BotConnector:AppId is not set, so Teams is answered by nobody." : $"BotConnector:AppId '{appId}' is not a GUID.", "Set BotConnector__AppId to the application (client) id of the bot's registration.");

        var type = setting("AppType") ?? "SingleTenant";
        if (type is not ("SingleTenant" or "MultiTenant" or "UserAssignedMSI"))
            yield return new Finding(Verdict.Wrong, $"BotConnector:AppType '{type}' is none.", "Set it to SingleTenant, UserAssignedMSI or MultiTenant, as the registration says.");

        if (type != "MultiTenant")
        {
            yield return Guid.TryParse(setting("TenantId"), out _)
                ? new Finding(Verdict.Well, $"BotConnector:TenantId is {setting("TenantId")}.")
                : new Finding(Verdict.Wrong, "BotConnector:TenantId is not a GUID.", "Set BotConnector__TenantId to the directory (tenant) id of the registration.");
        }

        var set = Credentials.Where(name => setting(name) is { Length: > 0 }).ToList();
        if (type == "UserAssignedMSI")
        {
            yield return set.Count == 0
                ? new Finding(Verdict.Well, "A managed identity needs no secret, and none is set.")
                : new Finding(Verdict.Wrong, $"A managed identity needs no secret, but {string.Join(", ", set)} is set.", "Remove it, or correct BotConnector:AppType.");
        }
        else
        {
            yield return set.Count == 1
                ? new Finding(Verdict.Well, $"The credential is BotConnector:{set[0]}.")
                : new Finding(Verdict.Wrong, $"There must be exactly one credential, and there are {set.Count}.", "Set one of BotConnector__ClientSecret, BotConnector__ClientSecretFile and BotConnector__CertificateFile.");
        }

        foreach (var name in set.Where(name => name.EndsWith("File", StringComparison.Ordinal) && !File.Exists(setting(name))))
            yield return new Finding(Verdict.Wrong, $"BotConnector:{name} '{setting(name)}' isn't there or can't be read.", "Correct the path, or mount the file.");
    }

    private async Task<List<Finding>> Metadata(CancellationToken cancellation)
    {
        var address = new Uri(Cloud() switch
        {
            "UsGovernment" => "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
            "China" => "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration",
            _ => "https://login.botframework.com/v1/.well-known/openidconfiguration",
        });
        try
        {
            using var response = await http.GetAsync(address, cancellation);
            if (!response.IsSuccessStatusCode)
                return [new Finding(Verdict.Wrong, $"{address} answered {(int)response.StatusCode}.", "Check that a proxy or firewall lets this machine reach it.")];

            List<Finding> findings = [new Finding(Verdict.Well, $"The issuer's metadata can be read at {address.Host}.")];
            if (response.Headers.Date is { } date)
            {
                var off = time.GetUtcNow() - date;
                findings.Add(off.Duration() < Skew
                    ? new Finding(Verdict.Well, $"This machine's clock is right to {Math.Ceiling(off.Duration().TotalSeconds):f0} s.")
                    : new Finding(Verdict.Wrong, $"This machine's clock is {off.Duration().TotalMinutes:f0} minutes {(off > TimeSpan.Zero ? "ahead" : "behind")}, so tokens are refused as expired or not yet valid.", "Set the clock, and keep it by NTP."));
            }

            return findings;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return [new Finding(Verdict.Wrong, $"{address.Host} can't be reached: {failure.Message}", "Check name resolution, proxy and firewall: without the issuer's keys no caller can be told from another.")];
        }
    }

    private async Task<Finding> PublicAddress(string? host, CancellationToken cancellation)
    {
        if (host is null)
            return new Finding(Verdict.Unknown, "The public address was not tried: name it with --host.");
        if (!PackageRequest.IsPublicHost(host))
            return new Finding(Verdict.Wrong, $"'{host}' is not a public host name.", "Write it without https:// and path, such as backcare.example.com.");

        try
        {
            using var nothing = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(new Uri($"https://{host}/api/messages"), nothing, cancellation);
            var answer = await response.Content.ReadAsStringAsync(cancellation);

            return (response.StatusCode, Code(answer)) switch
            {
                (HttpStatusCode.Unauthorized, "MissingToken") => new Finding(Verdict.Well, $"https://{host}/api/messages answers, and refuses who brings no token."),
                (HttpStatusCode.Unauthorized, "NotConfigured" or "NotLocal") => new Finding(Verdict.Wrong, $"https://{host}/api/messages answers, but the bot there has no application id.", "Set BotConnector__AppId and its credential where the bot runs, and start it again."),
                (HttpStatusCode.NotFound, _) => new Finding(Verdict.Wrong, $"https://{host} has no /api/messages.", "Check that the proxy passes the path on, and that BotConnector:Enabled is not false."),
                (HttpStatusCode.OK, _) => new Finding(Verdict.Wrong, $"https://{host}/api/messages lets in who brings no token.", "Stop it: something other than this bot answers there, or it runs in Development behind a proxy that hides itself."),
                var (status, _) => new Finding(Verdict.Wrong, $"https://{host}/api/messages answered {(int)status}.", "Check the proxy in front of the bot and the bot's own log."),
            };
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return new Finding(Verdict.Wrong, $"https://{host} can't be reached: {failure.InnerException?.Message ?? failure.Message}", "Check DNS, the certificate and the firewall; Teams calls it from the internet.");
        }
    }

    private string Cloud() => setting("Cloud") ?? "Public";

    private static string? Code(string answer) => (Parse(answer)?["error"]?["code"] as JsonValue)?.ToString();

    private static JsonObject? Parse(string answer)
    {
        try
        {
            return JsonNode.Parse(answer) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
