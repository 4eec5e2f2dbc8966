using System.ComponentModel.DataAnnotations;

namespace BackCare.Channels.BotConnector;

/// <summary>How the bot is registered with Microsoft, section <c>BotConnector</c>. With no identifiers it answers on loopback in Development only.</summary>
public sealed class BotConnectorOptions
{
    public const string Section = "BotConnector";

    /// <summary>Whether there is a Teams endpoint at all. Default: yes.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The application (client) id of the bot's registration, a GUID. Without it nobody outside this machine is answered.</summary>
    public string? AppId { get; init; }

    /// <summary>What kind of identity the registration has. Default: of a single tenant.</summary>
    public AppType AppType { get; init; } = AppType.SingleTenant;

    /// <summary>The directory (tenant) id of the registration, a GUID; not needed for <see cref="AppType.MultiTenant"/>.</summary>
    public string? TenantId { get; init; }

    /// <summary>The client secret; from the environment, never from a file that is checked in.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>A file that holds the client secret and nothing else, as mounted by a secret store.</summary>
    public string? ClientSecretFile { get; init; }

    /// <summary>A PFX or PEM file with certificate and private key, instead of a secret.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The password of <see cref="CertificateFile"/>; null where it has none.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>Which of Microsoft's clouds. Default: the public one.</summary>
    public CloudName Cloud { get; init; } = CloudName.Public;

    /// <summary>Application ids of other agents that may call with a token from Entra. Empty, the default, closes that way in.</summary>
    public IReadOnlyList<string> AllowedCallers { get; init; } = [];

    /// <summary>Hosts that may receive replies beside the cloud's own, such as <c>agents.example.com</c> or <c>*.example.com</c>.</summary>
    public IReadOnlyList<string> AllowedServiceHosts { get; init; } = [];

    /// <summary>The largest activity taken in, in bytes: 4 KB to 4 MB. Default: 256 KB, Teams' own limit being 100 KB.</summary>
    [Range(4 * 1024, 4 * 1024 * 1024)]
    public int MaxActivityBytes { get; init; } = 256 * 1024;

    /// <summary>How long an answer may take before a typing indicator is sent: 100 ms to 10 s. Default: half a second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:10")]
    public TimeSpan TypingAfter { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many times a reply is put back for later before it is given up: 1 to 100. Default: 12, about two hours.</summary>
    [Range(1, 100)]
    public int MaxDeferrals { get; init; } = 12;

    public bool HasCredentials => AppId is { Length: > 0 };
}

/// <summary>The kinds of identity a bot's registration can have.</summary>
public enum AppType
{
    /// <summary>An application of one tenant, with a secret or a certificate.</summary>
    SingleTenant,

    /// <summary>A user-assigned managed identity: no secret, on Azure only.</summary>
    UserAssignedMSI,

    /// <summary>An application of any tenant; registrations made before mid 2025.</summary>
    MultiTenant,
}

/// <summary>Microsoft's clouds that have a Bot Connector.</summary>
public enum CloudName
{
    Public,
    UsGovernment,
    China,
}
