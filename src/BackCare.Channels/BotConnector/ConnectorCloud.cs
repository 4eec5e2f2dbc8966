namespace BackCare.Channels.BotConnector;

/// <summary>One of Microsoft's clouds: who signs what comes in, who gives tokens for what goes out, and where it may go.</summary>
/// <param name="Issuer">Of the channels' tokens.</param>
/// <param name="Metadata">Where the issuer says which keys it signs with.</param>
/// <param name="Login">Where tokens are asked for; with a tenant and a slash behind it, an authority.</param>
/// <param name="Resource">What outbound tokens are for; <c>/.default</c> behind it makes the scope.</param>
/// <param name="EntraTenants">Microsoft's own tenants that tokens of agents come from.</param>
/// <param name="ServiceHosts">Hosts that replies may go to.</param>
public sealed record ConnectorCloud(
    string Issuer,
    Uri Metadata,
    Uri Login,
    string Resource,
    IReadOnlyList<string> EntraTenants,
    IReadOnlyList<string> ServiceHosts)
{
    public static ConnectorCloud Public { get; } = new(
        "https://api.botframework.com",
        new Uri("https://login.botframework.com/v1/.well-known/openidconfiguration"),
        new Uri("https://login.microsoftonline.com/"),
        "https://api.botframework.com",
        ["d6d49420-f39b-4df7-a1dc-d59a935871db", "f8cdef31-a31e-4b4a-93e4-5f571e91255a", "69e9b82d-4842-4902-8d1e-abc5b98a55e8"],
        // Anybody can register a name under trafficmanager.net, so that one is never a wildcard.
        ["smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com", "*.botframework.com"]);

    public static ConnectorCloud UsGovernment { get; } = new(
        "https://api.botframework.us",
        new Uri("https://login.botframework.azure.us/v1/.well-known/openidconfiguration"),
        new Uri("https://login.microsoftonline.us/"),
        "https://api.botframework.us",
        ["cab8a31a-1906-4287-a0d8-4eef66b95f6e"],
        ["smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us", "*.botframework.azure.us", "*.botframework.us"]);

    public static ConnectorCloud China { get; } = new(
        "https://api.botframework.azure.cn",
        new Uri("https://login.botframework.azure.cn/v1/.well-known/openidconfiguration"),
        new Uri("https://login.partner.microsoftonline.cn/"),
        "https://api.botframework.azure.cn",
        [],
        ["*.botframework.azure.cn"]);

    public static ConnectorCloud Of(CloudName name) => name switch
    {
        CloudName.Public => Public,
        CloudName.UsGovernment => UsGovernment,
        CloudName.China => China,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such cloud; choose Public, UsGovernment or China."),
    };

    /// <summary>Where Entra says which keys it signs with, for tokens of other agents.</summary>
    public Uri EntraMetadata => new(Login, "common/v2.0/.well-known/openid-configuration");

    /// <summary>The issuers of Entra's tokens for a tenant: the older form and the newer.</summary>
    public IEnumerable<string> EntraIssuers(string tenant) => [$"https://sts.windows.net/{tenant}/", $"{Login}{tenant}/v2.0"];
}
