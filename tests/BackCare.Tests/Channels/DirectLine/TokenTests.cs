using System.Net;

namespace BackCare.Tests.Channels.DirectLine;

public sealed class TokenTests
{
    private const string Secret = "a secret of the tests";

    [Fact]
    public async Task A_token_opens_its_own_conversation_and_no_other()
    {
        await using var host = await DirectLineHost.Start();
        var mine = await host.Begin();
        var theirs = await host.Begin();

        var response = await host.Send(HttpMethod.Get, $"conversations/{theirs.Id}/activities", mine.Token);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await DirectLineHost.ErrorCode(response)).ShouldBe("Forbidden");
    }

    [Fact]
    public async Task A_token_says_who_speaks()
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin(new { user = new { id = "dl_me" } });

        await conversation.Post(new { type = "message", from = new { id = "backcare", role = "bot" }, text = "x" });

        var echo = (await conversation.Activities("2"))[0];
        ((string)echo["from"]!["id"]!).ShouldBe("dl_me");
        ((string)echo["from"]!["role"]!).ShouldBe("user");
    }

    [Theory]
    [InlineData("GET", "conversations/{id}/activities")]
    [InlineData("POST", "conversations/{id}/activities")]
    [InlineData("POST", "conversations/{id}/upload")]
    [InlineData("POST", "conversations")]
    [InlineData("POST", "tokens/refresh")]
    public async Task An_expired_token_is_refused(string method, string path)
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();

        host.Clock.Move(TimeSpan.FromMinutes(31));
        var response = await host.Send(new HttpMethod(method), path.Replace("{id}", conversation.Id, StringComparison.Ordinal), conversation.Token, new { type = "message" });

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await DirectLineHost.ErrorCode(response)).ShouldBe("TokenExpired");
    }

    [Fact]
    public async Task A_phone_that_slept_reconnects_its_conversation_and_nothing_is_lost()
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin(new { user = new { id = "dl_me" } });
        await conversation.Say("before");

        host.Clock.Move(TimeSpan.FromHours(8));
        var body = await DirectLineHost.Json(await host.Send(HttpMethod.Get, $"conversations/{conversation.Id}?watermark=2", conversation.Token));

        var fresh = conversation with { Token = (string)body["token"]!, StreamUrl = (string)body["streamUrl"]! };
        (await fresh.Activities("2")).Count.ShouldBe(2);
        using var stream = await StreamClient.Open(fresh.StreamUrl);
        (await stream.Activities(2)).Select(activity => (string)activity["text"]!).ShouldBe(["before", "you said before"]);
        await fresh.Say("after");
        ((string)(await fresh.Activities("4"))[0]["from"]!["id"]!).ShouldBe("dl_me");
    }

    [Fact]
    public async Task A_token_does_not_reconnect_for_ever()
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();

        host.Clock.Move(TimeSpan.FromHours(25));
        var response = await host.Send(HttpMethod.Get, $"conversations/{conversation.Id}", conversation.Token);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await DirectLineHost.ErrorCode(response)).ShouldBe("TokenExpired");
    }

    [Fact]
    public async Task A_token_that_holds_is_refreshed()
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();

        host.Clock.Move(TimeSpan.FromMinutes(29));
        var body = await DirectLineHost.Json(await host.Send(HttpMethod.Post, "tokens/refresh", conversation.Token));
        host.Clock.Move(TimeSpan.FromMinutes(29));

        ((string)body["conversationId"]!).ShouldBe(conversation.Id);
        var fresh = conversation with { Token = (string)body["token"]! };
        (await fresh.Get()).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("made up")]
    [InlineData("🦴")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Without_a_token_of_ours_there_is_no_entry(string? token)
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();
        var request = new HttpRequestMessage(HttpMethod.Get, $"/v3/directline/conversations/{conversation.Id}/activities");
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Uri.EscapeDataString(token)}");

        var response = await host.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await DirectLineHost.ErrorCode(response)).ShouldBe("Unauthorized");
    }

    [Fact]
    public async Task A_token_that_was_tampered_with_is_no_token()
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();
        var middle = conversation.Token.Length / 2;
        var tampered = conversation.Token[..middle] + (conversation.Token[middle] == 'A' ? 'B' : 'A') + conversation.Token[(middle + 1)..];

        var response = await (conversation with { Token = tampered }).Get();

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_stream_address_is_no_token()
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();
        var ticket = conversation.StreamUrl.Split("t=")[^1];

        var response = await (conversation with { Token = ticket }).Get();

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_secret_opens_every_conversation_at_any_time()
    {
        await using var host = await DirectLineHost.Start(new() { ["DirectLine:Secret"] = Secret });
        var conversation = await host.Begin();

        host.Clock.Move(TimeSpan.FromDays(3));
        var read = await (conversation with { Token = Secret }).Get();
        var reconnect = await host.Send(HttpMethod.Get, $"conversations/{conversation.Id}", Secret);

        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        reconnect.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Where_the_host_says_so_nobody_begins_without_the_secret()
    {
        await using var host = await DirectLineHost.Start(new() { ["DirectLine:Secret"] = Secret, ["DirectLine:AllowAnonymous"] = "false" });

        var stranger = await host.Send(HttpMethod.Post, "tokens/generate");
        var server = await host.Send(HttpMethod.Post, "tokens/generate", Secret);

        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        server.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_begins_too_often_has_to_wait()
    {
        await using var host = await DirectLineHost.Start(new() { ["DirectLine:StartsPerMinute"] = "2" });

        await host.Send(HttpMethod.Post, "tokens/generate");
        await host.Send(HttpMethod.Post, "tokens/generate");
        var third = await host.Send(HttpMethod.Post, "tokens/generate");

        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        third.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        (await DirectLineHost.ErrorCode(third)).ShouldBe("TooManyRequests");
    }

    [Fact]
    public async Task Who_speaks_too_often_has_to_wait_and_the_others_have_not()
    {
        await using var host = await DirectLineHost.Start(new() { ["DirectLine:PostsPerMinute"] = "2" });
        var loud = await host.Begin();
        var quiet = await host.Begin();
        await loud.Say("one");
        await loud.Say("two");

        var third = await loud.Post(new { type = "message", from = new { id = "someone" }, text = "three" });
        var other = await quiet.Post(new { type = "message", from = new { id = "someone" }, text = "one" });

        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_page_of_an_origin_that_is_configured_may_call()
    {
        await using var host = await DirectLineHost.Start(new() { ["DirectLine:Origins:0"] = "https://clinic.example" });
        var preflight = new HttpRequestMessage(HttpMethod.Options, "/v3/directline/tokens/generate");
        preflight.Headers.Add("Origin", "https://clinic.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-ms-bot-agent");

        var allowed = await host.Client.SendAsync(preflight);
        var answer = await host.Send(HttpMethod.Post, "tokens/generate", origin: "https://clinic.example");

        allowed.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["https://clinic.example"]);
        allowed.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain("x-ms-bot-agent");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["https://clinic.example"]);
    }

    [Fact]
    public async Task A_page_of_another_origin_may_not()
    {
        await using var host = await DirectLineHost.Start(new() { ["DirectLine:Origins:0"] = "https://clinic.example" });

        var answer = await host.Send(HttpMethod.Post, "tokens/generate", origin: "https://elsewhere.example");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task A_token_for_one_page_is_not_for_another()
    {
        await using var host = await DirectLineHost.Start(new() { ["DirectLine:Origins:0"] = "https://clinic.example", ["DirectLine:Origins:1"] = "https://other.example" });
        var conversation = await host.Begin(new { trustedOrigins = new[] { "https://clinic.example" } });
        var path = $"conversations/{conversation.Id}/activities";

        var trusted = await host.Send(HttpMethod.Get, path, conversation.Token, origin: "https://clinic.example");
        var other = await host.Send(HttpMethod.Get, path, conversation.Token, origin: "https://other.example");

        trusted.StatusCode.ShouldBe(HttpStatusCode.OK);
        other.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
