using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace BackCare.Channels.DirectLine;

/// <summary>Reads off a request who sent it.</summary>
public sealed class DirectLineAuthentication(DirectLineTokens tokens, IOptions<DirectLineOptions> options)
{
    private const string Scheme = "Bearer ";

    /// <summary>Whoever shows nothing is <see cref="DirectLineCaller.Anyone"/>; an expired token counts as a token here, since one operation takes it.</summary>
    public DirectLineCaller Identify(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (!IsAllowed(origin, request))
            return new DirectLineCaller.Refused(StatusCodes.Status403Forbidden, "Forbidden", "This origin is not allowed.");

        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return new DirectLineCaller.Anyone();

        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Unauthorized("The Authorization header must be 'Bearer' and a token or secret.");

        var shown = header[Scheme.Length..].Trim();
        if (IsSecret(shown))
            return new DirectLineCaller.Owner();

        if (tokens.Read(shown) is not { } token)
            return Unauthorized("Invalid token or secret.");

        if (origin.Length > 0 && token.Origins.Length > 0 && !token.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase))
            return new DirectLineCaller.Refused(StatusCodes.Status403Forbidden, "Forbidden", "The token is not for this origin.");

        return new DirectLineCaller.Holder(token);
    }

    // Without an Origin the request does not come from a page of somebody else's.
    private bool IsAllowed(string origin, HttpRequest request) =>
        origin.Length == 0
        || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
        || options.Value.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase);

    private bool IsSecret(string shown) =>
        options.Value.Secret is { } secret
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown), Encoding.UTF8.GetBytes(secret));

    private static DirectLineCaller.Refused Unauthorized(string message) =>
        new(StatusCodes.Status401Unauthorized, "Unauthorized", message);
}
