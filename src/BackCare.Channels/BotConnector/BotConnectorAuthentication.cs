using System.Collections.Frozen;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace BackCare.Channels.BotConnector;

/// <summary>Who may call: every check of a token that the Bot Connector's authentication asks for, each with its own reason to refuse.</summary>
public sealed class BotConnectorAuthentication
{
    /// <summary>How far the clocks of issuer and bot may be apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly ProvenTokens _proven = new();
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

        var text = authorization[7..];
        var proven = _proven.Find(text);
        if ((proven?.Claims ?? Read(text)?.Claims) is not { } claims)
            return new TokenCheck.Refused(Refusal.UnreadableToken);

        // The issuer is looked at before any key is fetched: nobody makes us call an address by naming it.
        if (claims.Issuer == _issuer)
            return await CheckChannel(text, claims, proven?.Key, cancellation).ConfigureAwait(false);

        if (_tenantByEntraIssuer.TryGetValue(claims.Issuer, out var tenant))
            return await CheckAgent(text, claims, proven?.Key, tenant, cancellation).ConfigureAwait(false);

        return new TokenCheck.Refused(Refusal.UnknownIssuer);
    }

    private async ValueTask<TokenCheck> CheckChannel(string text, TokenClaims claims, SigningKey? provenBy, CancellationToken cancellation)
    {
        var (key, refusal) = await CheckSignature(text, claims, provenBy, _channelKeys, cancellation).ConfigureAwait(false);
        refusal ??= CheckLifetime(claims);
        refusal ??= claims.Audience?.Equals(_appId, StringComparison.OrdinalIgnoreCase) == true ? null : Refusal.WrongAudience;

        return refusal is null
            ? new TokenCheck.Genuine(new Caller.Channel(claims.ServiceUrl, key!.Endorsements))
            : new TokenCheck.Refused(refusal);
    }

    private async ValueTask<TokenCheck> CheckAgent(string text, TokenClaims claims, SigningKey? provenBy, string tenant, CancellationToken cancellation)
    {
        var (_, refusal) = await CheckSignature(text, claims, provenBy, _entraKeys, cancellation).ConfigureAwait(false);
        refusal ??= CheckLifetime(claims);
        refusal ??= claims.Audience is { } audience && IsOurs(audience) ? null : Refusal.WrongAudience;
        refusal ??= string.Equals(claims.Tenant, tenant, StringComparison.OrdinalIgnoreCase) ? null : Refusal.WrongTenant;

        var caller = claims.Version switch
        {
            null or "" or "1.0" => claims.AppId,
            "2.0" => claims.AuthorizedParty,
            _ => null,
        };
        refusal ??= claims.Version is null or "" or "1.0" or "2.0" ? null : Refusal.UnknownVersion;
        refusal ??= caller is not null && _allowedCallers.Contains(caller) ? null : Refusal.CallerNotAllowed;

        return refusal is null
            ? new TokenCheck.Genuine(new Caller.Agent(caller!))
            : new TokenCheck.Refused(refusal);
    }

    private static (JsonWebToken Token, TokenClaims Claims)? Read(string text)
    {
        try
        {
            var token = new JsonWebToken(text);

            // A header that must be understood ("crit") is one we don't understand.
            return token.IsEncrypted || token.TryGetHeaderValue<object>("crit", out _) ? null : (token, TokenClaims.Of(token));
        }
        catch (Exception failure) when (failure is ArgumentException or SecurityTokenException or FormatException)
        {
            return null;
        }
    }

    /// <param name="provenBy">The key with which this very token was found good before; null when it wasn't.</param>
    private async ValueTask<(SigningKey? Key, Refusal? Refusal)> CheckSignature(string text, TokenClaims claims, SigningKey? provenBy, SigningKeys keys, CancellationToken cancellation)
    {
        if (!SigningKey.Algorithms.Contains(claims.Algorithm))
            return (null, Refusal.UnsupportedAlgorithm);

        SigningKey? key;
        try
        {
            key = claims.KeyId is { Length: > 0 } kid ? await keys.Find(kid, cancellation).ConfigureAwait(false) : null;
        }
        catch (SigningKeysUnavailableException)
        {
            return (null, Refusal.KeysUnavailable);
        }

        if (key is null)
            return (null, Refusal.UnknownKey);
        if (ReferenceEquals(key, provenBy))
            return (key, null);

        // The claims are checked in the open, against the clock we were given; the library checks the signature.
        var result = await _handler.ValidateTokenAsync(Read(text)!.Value.Token, key.Signature).ConfigureAwait(false);
        if (!result.IsValid)
            return (null, Refusal.WrongSignature);

        _proven.Add(text, new Proven(claims, key));
        return (key, null);
    }

    private Refusal? CheckLifetime(TokenClaims claims)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var (from, to) = (claims.From, claims.To);

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
}
