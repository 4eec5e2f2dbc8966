using Microsoft.IdentityModel.JsonWebTokens;

namespace BackCare.Channels.BotConnector;

/// <summary>What a token says, signed by whom it may be: read once, then a value.</summary>
/// <param name="Audience">Null unless there is exactly one.</param>
/// <param name="From">The earliest moment when there is no "not before".</param>
/// <param name="To">The earliest moment when there is no end.</param>
internal sealed record TokenClaims(string Issuer, string Algorithm, string? KeyId, string? Audience, DateTime From, DateTime To)
{
    public string? ServiceUrl { get; private init; }

    public string? Tenant { get; private init; }

    public string? Version { get; private init; }

    public string? AppId { get; private init; }

    public string? AuthorizedParty { get; private init; }

    public static TokenClaims Of(JsonWebToken token) => new(
        token.Issuer,
        token.Alg,
        token.Kid,
        token.Audiences.ToList() is [var only] ? only : null,
        token.ValidFrom,
        token.ValidTo)
    {
        ServiceUrl = Claim(token, "serviceurl"),
        Tenant = Claim(token, "tid"),
        Version = Claim(token, "ver"),
        AppId = Claim(token, "appid"),
        AuthorizedParty = Claim(token, "azp"),
    };

    private static string? Claim(JsonWebToken token, string name) => token.TryGetPayloadValue<string>(name, out var value) ? value : null;
}
