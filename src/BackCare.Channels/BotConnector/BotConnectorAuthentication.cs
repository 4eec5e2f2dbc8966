using System.Collections.Frozen;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace BackCare.Channels.BotConnector;

/// <summary>Who may call: every check of a token that the Bot Connector's authentication asks for, each with its own reason to refuse.</summary>
public sealed class BotConnectorAuthentication
{
    /// <summary>How far the clocks of issuer and bot may be apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private static readonly FrozenSet<string> Algorithms = ["RS256", "RS384", "RS512"];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly TimeProvider _time;
    private readonly string _appId;
    private readonly string _issuer;
    private readonly SigningKeys _channelKeys;
    private readonly SigningKeys _entraKeys;
    private readonly FrozenDictionary<string, string> _tenantByEntraIssuer;
    private readonly FrozenSet<string> _allowedCallers;

    public BotConnectorAuthentication(BotConnectorOptions options, SigningKeys channelKeys, SigningKeys entraKeys, TimeProvider time)
    {
        var cloud = ConnectorCloud.Of(options.Cloud);
        _time = time;
        _appId = options.AppId ?? throw new ArgumentException("There is no application id to check tokens for.", nameof(options));
        _issuer = cloud.Issuer;
        _channelKeys = channelKeys;
        _entraKeys = entraKeys;
        _allowedCallers = options.AllowedCallers.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

        // Only named tenants, never the one a token brings along: who calls must not decide who may call.
        IEnumerable<string> tenants = _allowedCallers.Count == 0 ? [] : [.. cloud.EntraTenants, .. options.TenantId is { Length: > 0 } own ? [own] : Array.Empty<string>()];
        _tenantByEntraIssuer = tenants
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .SelectMany(tenant => cloud.EntraIssuers(tenant), (tenant, issuer) => (tenant, issuer))
            .ToFrozenDictionary(pair => pair.issuer, pair => pair.tenant, StringComparer.Ordinal);
    }

    /// <param name="authorization">The header as it came; null when there is none.</param>
    public async ValueTask<TokenCheck> Check(string? authorization, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(authorization))
            return new TokenCheck.Refused(Refusal.MissingToken);

        if (!authorization.StartsWith("Bearer ", StringComparison.Ordinal) || authorization.AsSpan(7).IndexOf(' ') >= 0)
            return new TokenCheck.Refused(Refusal.WrongScheme);

        if (Read(authorization[7..]) is not { } token)
            return new TokenCheck.Refused(Refusal.UnreadableToken);

        // The issuer is looked at before any key is fetched: nobody makes us call an address by naming it.
        if (token.Issuer == _issuer)
            return await CheckChannel(token, cancellation).ConfigureAwait(false);

        if (_tenantByEntraIssuer.TryGetValue(token.Issuer, out var tenant))
            return await CheckAgent(token, tenant, cancellation).ConfigureAwait(false);

        return new TokenCheck.Refused(Refusal.UnknownIssuer);
    }

    private async Task<TokenCheck> CheckChannel(JsonWebToken token, CancellationToken cancellation)
    {
        var (key, refusal) = await CheckSignature(token, _channelKeys, cancellation).ConfigureAwait(false);
        refusal ??= CheckLifetime(token);
        refusal ??= token.Audiences.ToList() is [var audience] && audience.Equals(_appId, StringComparison.OrdinalIgnoreCase) ? null : Refusal.WrongAudience;

        return refusal is null
            ? new TokenCheck.Genuine(new Caller.Channel(Claim(token, "serviceurl"), key!.Endorsements))
            : new TokenCheck.Refused(refusal);
    }

    private async Task<TokenCheck> CheckAgent(JsonWebToken token, string tenant, CancellationToken cancellation)
    {
        var (_, refusal) = await CheckSignature(token, _entraKeys, cancellation).ConfigureAwait(false);
        refusal ??= CheckLifetime(token);
        refusal ??= token.Audiences.ToList() is [var audience] && IsOurs(audience) ? null : Refusal.WrongAudience;
        refusal ??= string.Equals(Claim(token, "tid"), tenant, StringComparison.OrdinalIgnoreCase) ? null : Refusal.WrongTenant;

        var version = Claim(token, "ver");
        var caller = version switch
        {
            null or "" or "1.0" => Claim(token, "appid"),
            "2.0" => Claim(token, "azp"),
            _ => null,
        };
        refusal ??= version is null or "" or "1.0" or "2.0" ? null : Refusal.UnknownVersion;
        refusal ??= caller is not null && _allowedCallers.Contains(caller) ? null : Refusal.CallerNotAllowed;

        return refusal is null
            ? new TokenCheck.Genuine(new Caller.Agent(caller!))
            : new TokenCheck.Refused(refusal);
    }

    private static JsonWebToken? Read(string text)
    {
        try
        {
            var token = new JsonWebToken(text);

            // A header that must be understood ("crit") is one we don't understand.
            return token.IsEncrypted || token.TryGetHeaderValue<object>("crit", out _) ? null : token;
        }
        catch (Exception failure) when (failure is ArgumentException or SecurityTokenException or FormatException)
        {
            return null;
        }
    }

    private async Task<(SigningKey? Key, Refusal? Refusal)> CheckSignature(JsonWebToken token, SigningKeys keys, CancellationToken cancellation)
    {
        if (!Algorithms.Contains(token.Alg))
            return (null, Refusal.UnsupportedAlgorithm);

        SigningKey? key;
        try
        {
            key = token.Kid is { Length: > 0 } kid ? await keys.Find(kid, cancellation).ConfigureAwait(false) : null;
        }
        catch (SigningKeysUnavailableException)
        {
            return (null, Refusal.KeysUnavailable);
        }

        if (key is null)
            return (null, Refusal.UnknownKey);

        var result = await _handler.ValidateTokenAsync(token, SignatureOnly(key)).ConfigureAwait(false);

        return result.IsValid ? (key, null) : (null, Refusal.WrongSignature);
    }

    // The claims are checked here, in the open, against the clock we were given; the library checks the signature.
    private static TokenValidationParameters SignatureOnly(SigningKey key) => new()
    {
        IssuerSigningKey = key.Key,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        RequireExpirationTime = false,
        RequireAudience = false,
        ValidateIssuer = false,
        ValidateAudience = false,
        ValidateLifetime = false,
    };

    private Refusal? CheckLifetime(JsonWebToken token)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var (from, to) = (token.ValidFrom, token.ValidTo);

        if (to == DateTime.MinValue)
            return Refusal.NoLifetime;

        // MinValue is no "not before" at all.
        if (from != DateTime.MinValue && now + Skew < from)
            return Refusal.NotYetValid;

        return now - Skew < to ? null : Refusal.Expired;
    }

    private bool IsOurs(string audience) =>
        audience.Equals(_appId, StringComparison.OrdinalIgnoreCase)
        || audience.Equals($"api://{_appId}", StringComparison.OrdinalIgnoreCase)
        || audience.Equals($"api://botid-{_appId}", StringComparison.OrdinalIgnoreCase);

    private static string? Claim(JsonWebToken token, string name) => token.TryGetPayloadValue<string>(name, out var value) ? value : null;
}
