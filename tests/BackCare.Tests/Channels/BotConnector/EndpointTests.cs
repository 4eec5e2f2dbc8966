using System.Net;
using System.Text.Json.Nodes;
using BackCare.Channels.BotConnector;
using Microsoft.Extensions.Options;

namespace BackCare.Tests.Channels.BotConnector;

public sealed class EndpointTests
{
    [Fact]
    public async Task Replies_that_are_expected_come_in_the_response_and_nowhere_else()
    {
        await using var host = await ConnectorHost.Start();

        using var response = await host.Post(ConnectorHost.ExpectingReplies("two"));

        var activities = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["activities"]!.AsArray();
        activities.Select(activity => activity!["text"]!.GetValue<string>()).ShouldBe(["one", "two"]);
        activities[0]!["replyToId"]!.GetValue<string>().ShouldBe("1700000000001");
        activities[0]!["recipient"]!["id"]!.GetValue<string>().ShouldBe("29:1abc");
        (await host.Store.ClaimOutbox(10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_reply_is_an_empty_list()
    {
        await using var host = await ConnectorHost.Start();

        using var response = await host.Post(ConnectorHost.ExpectingReplies("silence"));

        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"activities":[]}""");
    }

    [Fact]
    public async Task Eight_at_once_get_a_card_each()
    {
        await using var host = await ConnectorHost.Start();

        var bodies = await Task.WhenAll(Enumerable.Range(0, 8).Select(person => Task.Run(async () =>
        {
            List<string> said = [];
            for (var message = 0; message < 40; message++)
            {
                using var response = await host.Post(ConnectorHost.Message("card", $"{person}-{message}", activity =>
                {
                    activity["deliveryMode"] = "expectReplies";
                    activity["conversation"]!["id"] = $"a:{person}";
                    activity["locale"] = "en-GB";
                }));
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
                said.Add(await response.Content.ReadAsStringAsync());
            }

            return said;
        })));

        bodies.SelectMany(said => said)
            .Select(said => JsonNode.Parse(said)!["activities"]![0]!["attachments"]![0]!["content"]!["body"]![1]!.GetValue<string>())
            .ShouldAllBe(word => word == "b");
    }

    [Fact]
    public async Task The_same_activity_five_times_is_answered_once_and_each_time_with_the_same_replies()
    {
        await using var host = await ConnectorHost.Start();
        List<string> bodies = [];

        for (var time = 0; time < 5; time++)
        {
            using var response = await host.Post(ConnectorHost.ExpectingReplies("hello"));
            bodies.Add(await response.Content.ReadAsStringAsync());
        }

        bodies.Distinct().Single().ShouldContain("1: hello");
    }

    [Fact]
    public async Task An_invoke_is_answered_with_its_own_status_and_body()
    {
        await using var host = await ConnectorHost.Start();

        using var response = await host.Post(ConnectorHost.Message(change: message =>
        {
            message["type"] = "invoke";
            message["name"] = "message/submitAction";
            message["value"] = new JsonObject { ["actionName"] = "feedback" };
        }));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe("{}");
        host.Connector.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_invoke_nobody_knows_is_not_implemented()
    {
        await using var host = await ConnectorHost.Start();

        using var response = await host.Post(ConnectorHost.Message(change: message => (message["type"], message["name"]) = ("invoke", "search/unknown")));

        response.StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
    }

    [Theory]
    [InlineData("conversationUpdate")]
    [InlineData("messageReaction")]
    [InlineData("somethingNew")]
    public async Task Types_that_are_not_answered_are_taken(string type)
    {
        await using var host = await ConnectorHost.Start();

        using var response = await host.Post(ConnectorHost.Message(change: message => message["type"] = type));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("", "BadSyntax")]
    [InlineData("{", "BadSyntax")]
    [InlineData("[]", "BadSyntax")]
    [InlineData("null", "MissingProperty")]
    [InlineData("""{"type":1}""", "BadSyntax")]
    [InlineData("""{"channelId":"msteams","conversation":{"id":"a"}}""", "MissingProperty")]
    [InlineData("""{"type":"message","conversation":{"id":"a"}}""", "MissingProperty")]
    [InlineData("""{"type":"message","channelId":"msteams"}""", "MissingProperty")]
    [InlineData("""{"type":"message","channelId":"msteams","conversation":{}}""", "MissingProperty")]
    [InlineData("""{"type":"message","channelId":"msteams","conversation":{"id":"a"},"text":"\ud800"}""", "BadSyntax")]
    public async Task What_is_no_activity_is_a_bad_request(string body, string code)
    {
        await using var host = await ConnectorHost.Start();

        using var response = await host.Post(body, $"Bearer {host.Token()}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["code"]!.GetValue<string>().ShouldBe(code);
    }

    [Fact]
    public async Task Other_methods_are_not_allowed()
    {
        await using var host = await ConnectorHost.Start();

        using var response = await host.Http.GetAsync(new Uri("/api/messages", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task What_is_not_JSON_is_not_read()
    {
        await using var host = await ConnectorHost.Start();

        using var response = await host.Post(ConnectorHost.Message().ToJsonString(), $"Bearer {host.Token()}", "text/plain");

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task An_activity_that_is_too_large_is_not_read()
    {
        await using var host = await ConnectorHost.Start();

        using var response = await host.Post(ConnectorHost.Message(new string('x', 300_000)));

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_person_s_words_are_not_logged()
    {
        await using var host = await ConnectorHost.Start();

        using var response = await host.Post(ConnectorHost.Message("a secret about my back"));
        await host.Connector.HasTaken(1);

        host.Log.Lines.ShouldNotContain(line => line.Contains("secret about"));
    }

    [Fact]
    public async Task Without_identifiers_this_machine_is_answered_while_developing()
    {
        await using var host = await ConnectorHost.Start([], "Development");

        using var response = await host.Post(ConnectorHost.ExpectingReplies().ToJsonString(), authorization: null);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Log.Lines.ShouldContain(line => line.Contains("answers this machine only"));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-Host", "tunnel.example.com")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Host", "bot.example.com")]
    public async Task Without_identifiers_nobody_is_answered_through_a_proxy(string header, string value)
    {
        await using var host = await ConnectorHost.Start([], "Development");

        using var response = await host.Post(ConnectorHost.ExpectingReplies().ToJsonString(), authorization: null, change: request => request.Headers.TryAddWithoutValidation(header, value));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Without_identifiers_nothing_is_sent_to_other_machines()
    {
        await using var host = await ConnectorHost.Start([], "Development");

        using var response = await host.Post(ConnectorHost.Message(change: message => message["serviceUrl"] = "https://connector.example.com/").ToJsonString(), authorization: null);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Without_identifiers_nobody_is_answered_in_production()
    {
        await using var host = await ConnectorHost.Start([]);

        using var response = await host.Post(ConnectorHost.ExpectingReplies().ToJsonString(), authorization: null);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        host.Log.Lines.ShouldContain(line => line.Contains("refuses everybody"));
    }

    [Fact]
    public async Task Switched_off_there_is_no_endpoint()
    {
        await using var host = await ConnectorHost.Start([("BotConnector:Enabled", "false")]);

        using var response = await host.Post(ConnectorHost.Message().ToJsonString(), authorization: null);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("urls", "http://0.0.0.0:3978")]
    [InlineData("urls", "http://localhost:3978;https://bot.example.com")]
    [InlineData("urls", "http://*:80")]
    [InlineData("urls", "http://[::]:80")]
    [InlineData("http_ports", "8080")]
    [InlineData("Kestrel:Endpoints:Public:Url", "https://10.0.0.4:443")]
    public async Task Without_identifiers_a_start_where_others_reach_it_is_refused(string key, string value)
    {
        var inDevelopment = () => ConnectorHost.Start([(key, value)], "Development");
        var inProduction = () => ConnectorHost.Start([(key, value)]);

        (await inDevelopment.ShouldThrowAsync<InvalidOperationException>()).Message.ShouldContain("BotConnector:AppId");
        await inProduction.ShouldThrowAsync<InvalidOperationException>();
    }

    [Theory]
    [InlineData("http://localhost:3978")]
    [InlineData("http://127.0.0.1:0;http://[::1]:0")]
    public async Task Without_identifiers_a_start_on_this_machine_is_fine(string urls)
    {
        await using var host = await ConnectorHost.Start([("urls", urls)], "Development");

        host.Log.Lines.ShouldContain(line => line.Contains("answers this machine only"));
    }

    [Fact]
    public async Task Every_wrong_setting_is_named_when_the_start_is_refused()
    {
        var start = () => ConnectorHost.Start(
        [
            ("BotConnector:AppId", "my-bot"),
            ("BotConnector:ClientSecret", "a"),
            ("BotConnector:ClientSecretFile", "no-such-file"),
            ("BotConnector:AllowedCallers:0", "friend"),
            ("BotConnector:AllowedServiceHosts:0", "*"),
        ]);

        var failure = await start.ShouldThrowAsync<OptionsValidationException>();

        failure.Failures.Count().ShouldBe(6);
        failure.Failures.ShouldContain(problem => problem.Contains("'my-bot' is not a GUID"));
        failure.Failures.ShouldContain(problem => problem.Contains("TenantId"));
        failure.Failures.ShouldContain(problem => problem.Contains("exactly one of"));
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/", true)]
    [InlineData("https://SMBA.trafficmanager.net/emea/", true)]
    [InlineData("https://webchat.botframework.com/", true)]
    [InlineData("https://botframework.com/", false)]
    [InlineData("https://evilbotframework.com/", false)]
    [InlineData("https://smba.trafficmanager.net:8443/", false)]
    [InlineData("https://smba.trafficmanager.net/?to=x", false)]
    [InlineData("https://user@smba.trafficmanager.net/", false)]
    [InlineData("http://smba.trafficmanager.net/", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("//smba.trafficmanager.net/", false)]
    [InlineData("", false)]
    public void Replies_go_to_hosts_on_the_list_only(string serviceUrl, bool allowed) =>
        new ServiceHosts(ConnectorCloud.Public.ServiceHosts, loopbackToo: false).Allows(serviceUrl).ShouldBe(allowed);
}
