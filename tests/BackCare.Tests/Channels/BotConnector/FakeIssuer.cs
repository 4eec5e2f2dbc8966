using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BackCare.Channels.BotConnector;
using Microsoft.IdentityModel.Tokens;

namespace BackCare.Tests.Channels.BotConnector;

/// <summary>The other side of the wire at login.botframework.com: publishes keys, signs tokens, and can be out of order.</summary>
internal sealed class FakeIssuer : HttpMessageHandler
{
    public const string AppId = "5f1d0c1e-4a52-4d5f-8a63-0b7b6a2f6a10";
    public const string Tenant = "8c2f3b1a-9d4e-4f5a-b6c7-d8e9f0a1b2c3";
    public const string ServiceUrl = "https://smba.trafficmanager.net/emea/8c2f3b1a-9d4e-4f5a-b6c7-d8e9f0a1b2c3/";

    private static readonly ConcurrentDictionary<string, Lazy<RSA>> Made = new();

    private readonly Lock _lock = new();
    private readonly List<(string Kid, RSA Key, string[]? Endorsements)> _keys = [];
    private readonly List<(string Kid, RSA Key)> _entraKeys = [];

    public FakeIssuer()
    {
        AddKey("key-1", "msteams", "webchat");
        _entraKeys.Add(("entra-1", NewKey("entra-1")));
    }

    /// <summary>Addresses that were asked for, in order.</summary>
    public List<string> Requests { get; } = [];

    public bool IsDown { get; set; }

    /// <summary>A key of that name; made once, since making one is slow.</summary>
    public static RSA NewKey(string name = "anybody's") => Made.GetOrAdd(name, _ => new Lazy<RSA>(() => RSA.Create(2048))).Value;

    public void AddKey(string kid, params string[]? endorsements)
    {
        lock (_lock)
            _keys.Add((kid, NewKey(kid), endorsements));
    }

    public void RemoveKey(string kid)
    {
        lock (_lock)
            _keys.RemoveAll(key => key.Kid == kid);
    }

    public RSA Key(string kid = "key-1") => _keys.Single(key => key.Kid == kid).Key;

    /// <summary>The claims of a good channel token.</summary>
    public static JsonObject Claims(DateTimeOffset now) => new()
    {
        ["serviceurl"] = ServiceUrl,
        ["nbf"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        ["iss"] = "https://api.botframework.com",
        ["aud"] = AppId,
    };

    /// <summary>The claims of a good token of another agent.</summary>
    public static JsonObject AgentClaims(DateTimeOffset now, string caller) => new()
    {
        ["nbf"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        ["iss"] = $"https://login.microsoftonline.com/{Tenant}/v2.0",
        ["aud"] = AppId,
        ["tid"] = Tenant,
        ["ver"] = "2.0",
        ["azp"] = caller,
    };

    public string Token(DateTimeOffset now, Action<JsonObject>? change = null, string kid = "key-1")
    {
        var claims = Claims(now);
        change?.Invoke(claims);
        return Sign(new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = kid }, claims, Key(kid));
    }

    public string AgentToken(DateTimeOffset now, string caller, Action<JsonObject>? change = null)
    {
        var claims = AgentClaims(now, caller);
        change?.Invoke(claims);
        return Sign(new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = "entra-1" }, claims, _entraKeys[0].Key);
    }

    public static string Sign(JsonObject header, JsonObject claims, RSA key)
    {
        var signed = Unsigned(header, claims);
        var hash = header["alg"]!.GetValue<string>() switch { "RS384" => HashAlgorithmName.SHA384, "RS512" => HashAlgorithmName.SHA512, _ => HashAlgorithmName.SHA256 };
        var padding = header["alg"]!.GetValue<string>().StartsWith("PS", StringComparison.Ordinal) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        return $"{signed}.{Base64UrlEncoder.Encode(key.SignData(Encoding.ASCII.GetBytes(signed), hash, padding))}";
    }

    public static string Unsigned(JsonObject header, JsonObject claims) =>
        $"{Base64UrlEncoder.Encode(header.ToJsonString())}.{Base64UrlEncoder.Encode(claims.ToJsonString())}";

    /// <summary>The keys as they are published.</summary>
    public string KeysJson()
    {
        lock (_lock)
            return new JsonObject { ["keys"] = new JsonArray([.. _keys.Select(key => (JsonNode)Jwk(key.Kid, key.Key, key.Endorsements))]) }.ToJsonString();
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.ToString();
        lock (_lock)
            Requests.Add(address);
        if (IsDown)
            throw new HttpRequestException("no route to the issuer");

        return Task.FromResult(address switch
        {
            _ when address == ConnectorCloud.Public.Metadata.ToString() => Json("""{"issuer":"https://api.botframework.com","jwks_uri":"https://login.botframework.com/v1/.well-known/keys","id_token_signing_alg_values_supported":["RS256"]}"""),
            "https://login.botframework.com/v1/.well-known/keys" => Json(KeysJson()),
            _ when address == ConnectorCloud.Public.EntraMetadata.ToString() => Json("""{"issuer":"https://login.microsoftonline.com/{tenantid}/v2.0","jwks_uri":"https://login.microsoftonline.com/common/discovery/v2.0/keys"}"""),
            "https://login.microsoftonline.com/common/discovery/v2.0/keys" => Json(new JsonObject { ["keys"] = new JsonArray([.. _entraKeys.Select(key => (JsonNode)Jwk(key.Kid, key.Key, null))]) }.ToJsonString()),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound),
        });
    }

    private static JsonObject Jwk(string kid, RSA key, string[]? endorsements)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        var jwk = new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = kid,
            ["x5t"] = kid,
            ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
            ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
        };
        if (endorsements is not null)
            jwk["endorsements"] = new JsonArray([.. endorsements.Select(channel => (JsonNode)channel)]);
        return jwk;
    }

    private static HttpResponseMessage Json(string json) => new(HttpStatusCode.OK) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
}
