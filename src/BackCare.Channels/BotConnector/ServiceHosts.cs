using System.Net;

namespace BackCare.Channels.BotConnector;

/// <summary>Where replies, and our token with them, may go.</summary>
public sealed class ServiceHosts(IReadOnlyList<string> patterns, bool loopbackToo)
{
    /// <summary>Whether an address may be sent to: https on its own port, an allowed host, no user, query or fragment in it.</summary>
    public bool Allows(string? serviceUrl)
    {
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var uri) || uri is not { UserInfo: "", Query: "", Fragment: "" })
            return false;

        if (loopbackToo && uri.Scheme is "http" or "https" && IsLoopback(uri.IdnHost))
            return true;

        return uri is { Scheme: "https", IsDefaultPort: true } && patterns.Any(pattern => Matches(pattern, uri.IdnHost));
    }

    /// <summary>Whether a setting names a host, or all hosts under a domain that has at least two labels.</summary>
    public static bool IsPattern(string pattern)
    {
        var host = pattern.StartsWith("*.", StringComparison.Ordinal) ? pattern[2..] : pattern;

        return Uri.CheckHostName(host) == UriHostNameType.Dns && host.Contains('.', StringComparison.Ordinal);
    }

    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool Matches(string pattern, string host) => pattern.StartsWith("*.", StringComparison.Ordinal)
        ? host.Length >= pattern.Length && host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);
}
