using System.Net;
using BackCare.Channels.Activities;
using Microsoft.AspNetCore.Http;

namespace BackCare.Channels.BotConnector;

/// <summary>Who is let in at <c>/api/messages</c>: callers with a good token; without identifiers this machine while developing; otherwise nobody.</summary>
/// <param name="authentication">Null when the bot has no identifiers.</param>
/// <param name="localDevelopment">Whether callers of this machine are let in unchecked while there are no identifiers.</param>
public sealed class Gate(BotConnectorAuthentication? authentication, ServiceHosts hosts, bool localDevelopment)
{
    /// <summary>The first half: the token, before the body is read.</summary>
    public ValueTask<TokenCheck> CheckToken(HttpContext context)
    {
        if (authentication is not null)
            return authentication.Check(Authorization(context.Request), context.RequestAborted);

        if (!localDevelopment)
            return ValueTask.FromResult<TokenCheck>(new TokenCheck.Refused(Refusal.NotConfigured));

        return ValueTask.FromResult<TokenCheck>(IsLocal(context)
            ? new TokenCheck.Genuine(new Caller.Local())
            : new TokenCheck.Refused(Refusal.NotLocal));
    }

    /// <summary>The second half: whether the activity is one this caller may bring. Null when it is.</summary>
    public Refusal? CheckActivity(Caller caller, Activity activity) => caller.Check(activity, hosts);

    private static string? Authorization(HttpRequest request) => request.Headers.Authorization is [{ } only] ? only : null;

    // A tunnel or proxy on this machine connects from loopback too, but says for whom; a web page that was made to
    // reach this machine by another name says that name.
    private static bool IsLocal(HttpContext context) =>
        (context.Connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(remote))
        && ServiceHosts.IsLoopback(context.Request.Host.Host)
        && !context.Request.Headers.Keys.Any(IsForwarded);

    private static bool IsForwarded(string header) =>
        header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Via", StringComparison.OrdinalIgnoreCase);
}
