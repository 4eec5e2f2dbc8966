using System.Net;

namespace BackCare.Cli.Teams;

/// <summary>What the package is made for, once it is known to be sound.</summary>
/// <param name="AppId">Of the bot's registration; the app in Teams carries the same.</param>
/// <param name="Host">Where the bot runs, without scheme or path.</param>
public sealed record PackageRequest(Guid AppId, string Host, string Developer, string Privacy, string Terms)
{
    /// <summary>Null, with every problem in words, when something can't be.</summary>
    public static PackageRequest? From(string? appId, string? host, string developer, string? privacy, string? terms, List<string> problems)
    {
        if (!Guid.TryParseExact(appId, "D", out var id) || id == Guid.Empty)
            problems.Add($"--app-id '{appId}' is not an application id; copy the application (client) id of the bot's registration, such as 5f1d0c1e-4a52-4d5f-8a63-0b7b6a2f6a10.");

        if (!IsPublicHost(host))
            problems.Add($"--host '{host}' is not a public host name; write it without https:// and path, such as backcare.example.com. Teams reaches no localhost and no bare address.");

        if (developer.Length is 0 or > 32)
            problems.Add($"--developer has {developer.Length} characters; Teams takes 1 to 32.");

        privacy ??= $"https://{host}/";
        terms ??= $"https://{host}/";
        foreach (var (name, value) in new[] { ("--privacy-url", privacy), ("--terms-url", terms) })
        {
            if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps || value.Length > 2048)
                problems.Add($"{name} '{value}' is not an https address; Teams takes no other.");
        }

        return problems.Count == 0 ? new PackageRequest(id, host!.ToLowerInvariant(), developer, privacy, terms) : null;
    }

    public static bool IsPublicHost(string? host) =>
        host is not null
        && Uri.CheckHostName(host) == UriHostNameType.Dns
        && host.Contains('.', StringComparison.Ordinal)
        && !IPAddress.TryParse(host, out _)
        && !host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
