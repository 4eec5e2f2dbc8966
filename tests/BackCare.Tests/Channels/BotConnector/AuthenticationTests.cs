using System.Net;
using System.Text.Json.Nodes;
using BackCare.Channels.BotConnector;

namespace BackCare.Tests.Channels.BotConnector;

public sealed class AuthenticationTests
{
    private const string OtherAgent = "d2c1b0a9-0001-4002-8003-123456789abc";

    public static TheoryData<string> Faults => [.. FaultyToken.All.Select(token => token.Fault)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_request_that_is_right_but_for_one_thing_is_refused_for_that(string fault)
    {
        var faulty = FaultyToken.All.Single(token => token.Fault == fault);
        await using var host = await ConnectorHost.Start();
        var body = ConnectorHost.Message(change: faulty.Activity).ToJsonString();

        using var response = await host.Post(body, faulty.Authorization(host.Issuer, host.Clock.GetUtcNow()));

        ((int)response.StatusCode).ShouldBe(faulty.Status);
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["code"]!.GetValue<string>().ShouldBe(faulty.Code);
        host.Connector.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void More_than_forty_kinds_of_fault_are_tried() => FaultyToken.All.Count.ShouldBeGreaterThan(40);

    [Fact]
    public async Task The_same_request_without_a_fault_is_let_in()
    {
        await using var host = await ConnectorHost.Start();

        using var response = await host.Post(ConnectorHost.Message());

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await host.Connector.HasTaken(1);
    }

    [Theory]
    [InlineData(-4, 60)]
    [InlineData(-120, -4)]
    [InlineData(4, 60)]
    public async Task Clocks_may_be_five_minutes_apart(int from, int to)
    {
        await using var host = await ConnectorHost.Start();
        var now = host.Clock.GetUtcNow();
        var token = host.Token(claims =>
        {
            claims["nbf"] = now.AddMinutes(from).ToUnixTimeSeconds();
            claims["exp"] = now.AddMinutes(to).ToUnixTimeSeconds();
        });

        using var response = await host.Post(ConnectorHost.Message().ToJsonString(), $"Bearer {token}");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_that_was_let_in_before_is_refused_once_it_has_expired_or_with_another_activity_or_signature()
    {
        await using var host = await ConnectorHost.Start();
        var token = host.Token();

        (await Refusal(host, token)).ShouldBeNull();
        (await Refusal(host, token)).ShouldBeNull();
        (await Refusal(host, token, activity => activity["channelId"] = "slack")).ShouldBe("ChannelNotEndorsed");
        (await Refusal(host, token, activity => activity["serviceUrl"] = "https://smba.trafficmanager.net/amer/")).ShouldBe("ForeignServiceUrl");
        (await Refusal(host, token[..^8])).ShouldBe("WrongSignature");
        host.Clock.Advance(TimeSpan.FromMinutes(66));
        (await Refusal(host, token)).ShouldBe("Expired");
    }

    [Fact]
    public async Task A_token_that_was_let_in_before_is_refused_once_its_key_is_withdrawn()
    {
        await using var host = await ConnectorHost.Start();
        var token = host.Token(claims => claims["exp"] = host.Clock.GetUtcNow().AddDays(2).ToUnixTimeSeconds());
        (await Refusal(host, token)).ShouldBeNull();

        host.Issuer.AddKey("key-2", "msteams");
        host.Issuer.RemoveKey("key-1");
        host.Clock.Advance(SigningKeys.Fresh + TimeSpan.FromMinutes(1));
        // Fetches the keys, since this one is not among those that are known.
        (await Refusal(host, host.Token(kid: "key-2"))).ShouldBeNull();

        (await Refusal(host, token)).ShouldBe("UnknownKey");
    }

    [Fact]
    public async Task An_unknown_issuer_is_refused_before_any_key_is_fetched()
    {
        await using var host = await ConnectorHost.Start();

        using var response = await host.Post(ConnectorHost.Message().ToJsonString(), $"Bearer {host.Token(claims => claims["iss"] = "https://example.com")}");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        host.Issuer.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_authorization_headers_are_refused()
    {
        await using var host = await ConnectorHost.Start();
        var token = host.Token();

        using var response = await host.Post(ConnectorHost.Message().ToJsonString(), $"Bearer {token}", change: request => request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}"));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_refusal_says_in_the_log_why_and_never_what_was_written()
    {
        await using var host = await ConnectorHost.Start();

        using var response = await host.Post(ConnectorHost.Message("my back hurts so much").ToJsonString(), $"Bearer {host.Token(claims => claims["aud"] = "x")}");

        host.Log.Lines.ShouldContain(line => line.Contains("WrongAudience"));
        host.Log.Lines.ShouldNotContain(line => line.Contains("my back hurts"));
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer error=\"invalid_token\"");
    }

    [Theory]
    [InlineData(CloudName.UsGovernment, "https://api.botframework.us", "https://login.botframework.azure.us/v1/.well-known/openidconfiguration")]
    [InlineData(CloudName.China, "https://api.botframework.azure.cn", "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration")]
    public async Task Another_cloud_has_its_own_issuer_and_keys(CloudName cloud, string itsIssuer, string itsMetadata)
    {
        await using var host = await ConnectorHost.Start([.. ConnectorHost.Registered, ("BotConnector:Cloud", cloud.ToString())]);

        using var ofPublic = await host.Post(ConnectorHost.Message());
        using var ofIts = await host.Post(ConnectorHost.Message().ToJsonString(), $"Bearer {host.Token(claims => claims["iss"] = itsIssuer)}");

        ofPublic.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        host.Issuer.Requests.ShouldBe([itsMetadata]);
        // The fake publishes nothing there, so the token can't be checked.
        ofIts.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task An_agent_that_is_allowed_gets_in_with_a_token_from_Entra()
    {
        await using var host = await ConnectorHost.Start([.. ConnectorHost.Registered, ("BotConnector:AllowedCallers:0", OtherAgent)]);

        using var response = await host.Post(ConnectorHost.ExpectingReplies().ToJsonString(), $"Bearer {host.Issuer.AgentToken(host.Clock.GetUtcNow(), OtherAgent)}");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("another agent", 403, "CallerNotAllowed")]
    [InlineData("our own id, which is not on the list", 403, "CallerNotAllowed")]
    [InlineData("another tenant in the token than in its issuer", 401, "WrongTenant")]
    [InlineData("no tenant", 401, "WrongTenant")]
    [InlineData("the caller's own tenant as issuer", 401, "UnknownIssuer")]
    [InlineData("another version", 401, "UnknownVersion")]
    [InlineData("the caller where the other version has it", 403, "CallerNotAllowed")]
    [InlineData("another audience", 401, "WrongAudience")]
    [InlineData("expired", 401, "Expired")]
    [InlineData("a service URL that is not allowed", 403, "ServiceHostNotAllowed")]
    public async Task An_agent_whose_token_is_right_but_for_one_thing_is_refused_for_that(string fault, int status, string code)
    {
        await using var host = await ConnectorHost.Start([.. ConnectorHost.Registered, ("BotConnector:AllowedCallers:0", OtherAgent)]);
        var now = host.Clock.GetUtcNow();
        var message = ConnectorHost.ExpectingReplies();
        var token = fault switch
        {
            "another agent" => host.Issuer.AgentToken(now, "d2c1b0a9-0001-4002-8003-000000000000"),
            "our own id, which is not on the list" => host.Issuer.AgentToken(now, FakeIssuer.AppId),
            "another tenant in the token than in its issuer" => host.Issuer.AgentToken(now, OtherAgent, claims => claims["tid"] = "11111111-2222-3333-4444-555555555555"),
            "no tenant" => host.Issuer.AgentToken(now, OtherAgent, claims => claims.Remove("tid")),
            "the caller's own tenant as issuer" => host.Issuer.AgentToken(now, OtherAgent, claims => (claims["iss"], claims["tid"]) = ("https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0", "11111111-2222-3333-4444-555555555555")),
            "another version" => host.Issuer.AgentToken(now, OtherAgent, claims => claims["ver"] = "3.0"),
            "the caller where the other version has it" => host.Issuer.AgentToken(now, OtherAgent, claims => claims["ver"] = "1.0"),
            "another audience" => host.Issuer.AgentToken(now, OtherAgent, claims => claims["aud"] = "https://api.botframework.com"),
            "expired" => host.Issuer.AgentToken(now.AddHours(-2), OtherAgent),
            _ => host.Issuer.AgentToken(now, OtherAgent),
        };
        if (fault == "a service URL that is not allowed")
            message["serviceUrl"] = "https://agents.example.com/";

        using var response = await host.Post(message.ToJsonString(), $"Bearer {token}");

        ((int)response.StatusCode).ShouldBe(status);
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["code"]!.GetValue<string>().ShouldBe(code);
    }

    private static async Task<string?> Refusal(ConnectorHost host, string token, Action<JsonObject>? change = null)
    {
        using var response = await host.Post(ConnectorHost.Message(change: change).ToJsonString(), $"Bearer {token}");

        return response.IsSuccessStatusCode ? null : JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["code"]!.GetValue<string>();
    }
}
