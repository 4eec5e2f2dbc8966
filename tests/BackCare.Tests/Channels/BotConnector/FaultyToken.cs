using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace BackCare.Tests.Channels.BotConnector;

/// <summary>A request that is right but for one thing, and the reason for which it must be refused.</summary>
/// <param name="Fault">What is wrong, as a test reads it.</param>
/// <param name="Authorization">The header; null for none.</param>
internal sealed record FaultyToken(string Fault, int Status, string Code, Func<FakeIssuer, DateTimeOffset, string?> Authorization)
{
    /// <summary>Changes the activity that goes with it; null to leave it right.</summary>
    public Action<JsonObject>? Activity { get; init; }

    public static IReadOnlyList<FaultyToken> All { get; } =
    [
        new("no header", 401, "MissingToken", (_, _) => null),
        new("an empty header", 401, "MissingToken", (_, _) => ""),
        new("another scheme", 401, "WrongScheme", (issuer, now) => $"Basic {issuer.Token(now)}"),
        new("the scheme in lower case", 401, "WrongScheme", (issuer, now) => $"bearer {issuer.Token(now)}"),
        new("no scheme", 401, "WrongScheme", (issuer, now) => issuer.Token(now)),
        new("three parts", 401, "WrongScheme", (issuer, now) => $"Bearer {issuer.Token(now)} extra"),
        new("not a token", 401, "UnreadableToken", (_, _) => "Bearer x"),
        new("two of a token's three parts", 401, "UnreadableToken", (issuer, now) => $"Bearer {string.Join('.', issuer.Token(now).Split('.')[..2])}"),
        new("a token of broken JSON", 401, "UnreadableToken", (_, _) => $"Bearer {Base64UrlEncoder.Encode("{")}.{Base64UrlEncoder.Encode("{")}.x"),
        new("an encrypted token's five parts", 401, "UnreadableToken", (issuer, now) => $"Bearer {Base64UrlEncoder.Encode("""{"alg":"dir","enc":"A128CBC-HS256"}""")}..AAAA.AAAA.AAAA"),
        new("a header that must be understood", 401, "UnreadableToken", Signed(header => { header["crit"] = new JsonArray("exp"); })),
        new("another issuer", 401, "UnknownIssuer", Claims(claims => claims["iss"] = "https://api.botframework.com.example.com")),
        new("the issuer with a slash", 401, "UnknownIssuer", Claims(claims => claims["iss"] = "https://api.botframework.com/")),
        new("no issuer", 401, "UnknownIssuer", Claims(claims => claims.Remove("iss"))),
        new("the government cloud's issuer", 401, "UnknownIssuer", Claims(claims => claims["iss"] = "https://api.botframework.us")),
        new("the Chinese cloud's issuer", 401, "UnknownIssuer", Claims(claims => claims["iss"] = "https://api.botframework.azure.cn")),
        new("Entra's issuer where no agent is allowed", 401, "UnknownIssuer", (issuer, now) => $"Bearer {issuer.AgentToken(now, FakeIssuer.AppId)}"),
        new("another audience", 401, "WrongAudience", Claims(claims => claims["aud"] = "00000000-0000-0000-0000-000000000001")),
        new("two audiences", 401, "WrongAudience", Claims(claims => claims["aud"] = new JsonArray(FakeIssuer.AppId, "https://example.com"))),
        new("no audience", 401, "WrongAudience", Claims(claims => claims.Remove("aud"))),
        new("expired six minutes ago", 401, "Expired", (issuer, now) => $"Bearer {issuer.Token(now, claims => { claims["nbf"] = Seconds(now.AddHours(-1)); claims["exp"] = Seconds(now.AddMinutes(-6)); })}"),
        new("not valid for six minutes", 401, "NotYetValid", (issuer, now) => $"Bearer {issuer.Token(now, claims => claims["nbf"] = Seconds(now.AddMinutes(6)))}"),
        new("no end", 401, "NoLifetime", Claims(claims => claims.Remove("exp"))),
        new("no signature at all", 401, "UnsupportedAlgorithm", (_, now) => $"Bearer {FakeIssuer.Unsigned(new JsonObject { ["alg"] = "none", ["typ"] = "JWT", ["kid"] = "key-1" }, FakeIssuer.Claims(now))}."),
        new("'nOnE' for an algorithm", 401, "UnsupportedAlgorithm", (_, now) => $"Bearer {FakeIssuer.Unsigned(new JsonObject { ["alg"] = "nOnE", ["kid"] = "key-1" }, FakeIssuer.Claims(now))}."),
        new("HS256 with the public key for a secret", 401, "UnsupportedAlgorithm", (issuer, now) => $"Bearer {WithPublicKeyAsSecret(issuer, now)}"),
        new("PS256", 401, "UnsupportedAlgorithm", Signed(header => header["alg"] = "PS256")),
        new("another key under a known name", 401, "WrongSignature", (_, now) => $"Bearer {FakeIssuer.Sign(Header(), FakeIssuer.Claims(now), FakeIssuer.NewKey())}"),
        new("a key the issuer doesn't publish", 401, "UnknownKey", Signed(header => header["kid"] = "key-9")),
        new("no name of a key", 401, "UnknownKey", Signed(header => header.Remove("kid"))),
        new("a key of its own brought along", 401, "UnknownKey", (_, now) => $"Bearer {BringingItsKey(now)}"),
        new("claims changed after signing", 401, "WrongSignature", (issuer, now) => $"Bearer {Tampered(issuer, now)}"),
        new("a signature cut short", 401, "WrongSignature", (issuer, now) => $"Bearer {issuer.Token(now)[..^8]}"),
        new("a signature of nothing", 401, "WrongSignature", (issuer, now) => $"Bearer {issuer.Token(now)[..(issuer.Token(now).LastIndexOf('.') + 1)]}"),
        new("no service URL in the token", 403, "MissingServiceUrl", Claims(claims => claims.Remove("serviceurl"))),
        new("another service URL in the token", 403, "ForeignServiceUrl", Claims(claims => claims["serviceurl"] = "https://smba.trafficmanager.net/amer/")),
        new("a service URL in the token that begins the same", 403, "ForeignServiceUrl", Claims(claims => claims["serviceurl"] = FakeIssuer.ServiceUrl + "x")),
        new("a service URL changed in the body", 403, "ForeignServiceUrl", Good) { Activity = activity => activity["serviceUrl"] = "https://smba.trafficmanager.net.example.com/emea/" },
        new("no service URL in the body", 403, "MissingServiceUrl", Good) { Activity = activity => activity.Remove("serviceUrl") },
        new("a service URL that is nobody's we know", 403, "ServiceHostNotAllowed", Claims(claims => claims["serviceurl"] = "https://connector.example.com/")) { Activity = activity => activity["serviceUrl"] = "https://connector.example.com/" },
        new("a service URL under a name anybody can have", 403, "ServiceHostNotAllowed", Claims(claims => claims["serviceurl"] = "https://smbb.trafficmanager.net/")) { Activity = activity => activity["serviceUrl"] = "https://smbb.trafficmanager.net/" },
        new("a service URL without TLS", 403, "ServiceHostNotAllowed", Claims(claims => claims["serviceurl"] = "http://smba.trafficmanager.net/emea/")) { Activity = activity => activity["serviceUrl"] = "http://smba.trafficmanager.net/emea/" },
        new("a service URL with a user in it", 403, "ServiceHostNotAllowed", Claims(claims => claims["serviceurl"] = "https://smba.trafficmanager.net@example.com/")) { Activity = activity => activity["serviceUrl"] = "https://smba.trafficmanager.net@example.com/" },
        new("a service URL on this machine", 403, "ServiceHostNotAllowed", Claims(claims => claims["serviceurl"] = "http://localhost:56150/_connector")) { Activity = activity => activity["serviceUrl"] = "http://localhost:56150/_connector" },
        new("a channel its key doesn't speak for", 403, "ChannelNotEndorsed", Good) { Activity = activity => activity["channelId"] = "slack" },
        new("a channel in another case", 403, "ChannelNotEndorsed", Good) { Activity = activity => activity["channelId"] = "MSTeams" },
        new("a key that speaks for no channel", 403, "ChannelNotEndorsed", (issuer, now) =>
        {
            issuer.AddKey("key-bare", null);
            return $"Bearer {issuer.Token(now, kid: "key-bare")}";
        }),
    ];

    public override string ToString() => Fault;

    private static string Good(FakeIssuer issuer, DateTimeOffset now) => $"Bearer {issuer.Token(now)}";

    private static Func<FakeIssuer, DateTimeOffset, string?> Claims(Action<JsonObject> change) => (issuer, now) => $"Bearer {issuer.Token(now, change)}";

    private static Func<FakeIssuer, DateTimeOffset, string?> Signed(Action<JsonObject> changeHeader) => (issuer, now) =>
    {
        var header = Header();
        changeHeader(header);
        return $"Bearer {FakeIssuer.Sign(header, FakeIssuer.Claims(now), issuer.Key())}";
    };

    private static JsonObject Header() => new() { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = "key-1" };

    private static long Seconds(DateTimeOffset moment) => moment.ToUnixTimeSeconds();

    private static string WithPublicKeyAsSecret(FakeIssuer issuer, DateTimeOffset now)
    {
        var unsigned = FakeIssuer.Unsigned(new JsonObject { ["alg"] = "HS256", ["typ"] = "JWT", ["kid"] = "key-1" }, FakeIssuer.Claims(now));
        var hash = HMACSHA256.HashData(Encoding.ASCII.GetBytes(issuer.Key().ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(unsigned));
        return $"{unsigned}.{Base64UrlEncoder.Encode(hash)}";
    }

    private static string BringingItsKey(DateTimeOffset now)
    {
        var key = FakeIssuer.NewKey();
        var parameters = key.ExportParameters(includePrivateParameters: false);
        var header = Header();
        header["kid"] = "mine";
        header["jku"] = "https://example.com/keys";
        header["jwk"] = new JsonObject { ["kty"] = "RSA", ["kid"] = "mine", ["n"] = Base64UrlEncoder.Encode(parameters.Modulus), ["e"] = Base64UrlEncoder.Encode(parameters.Exponent) };
        return FakeIssuer.Sign(header, FakeIssuer.Claims(now), key);
    }

    private static string Tampered(FakeIssuer issuer, DateTimeOffset now)
    {
        var parts = issuer.Token(now, claims => claims["exp"] = Seconds(now.AddMinutes(1))).Split('.');
        return $"{parts[0]}.{Base64UrlEncoder.Encode(FakeIssuer.Claims(now).ToJsonString())}.{parts[2]}";
    }
}
