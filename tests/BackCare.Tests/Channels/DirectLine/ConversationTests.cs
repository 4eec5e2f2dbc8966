using System.Net;
using System.Text;
using BackCare.Storage;

namespace BackCare.Tests.Channels.DirectLine;

public sealed class ConversationTests
{
    [Fact]
    public async Task A_conversation_begins_once()
    {
        await using var host = await DirectLineHost.Start();
        var generated = await DirectLineHost.Json(await host.Send(HttpMethod.Post, "tokens/generate", null, new { user = new { id = "dl_1" } }));
        var token = (string)generated["token"]!;

        var first = await host.Send(HttpMethod.Post, "conversations", token);
        var second = await host.Send(HttpMethod.Post, "conversations", token);

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = await DirectLineHost.Json(first);
        ((string)body["conversationId"]!).ShouldBe((string)generated["conversationId"]!);
        ((int)body["expires_in"]!).ShouldBe(1800);
        ((string)body["streamUrl"]!).ShouldStartWith("ws://127.0.0.1:");
        ((string)(await DirectLineHost.Json(second))["conversationId"]!).ShouldBe((string)generated["conversationId"]!);
    }

    [Fact]
    public async Task The_bot_hears_that_somebody_joined_and_the_client_does_not()
    {
        await using var host = await DirectLineHost.Start();

        var conversation = await host.Begin();

        var activities = await conversation.Activities();
        activities.Select(activity => (string)activity["text"]!).ShouldBe(["welcome"]);
        activities.Select(activity => (string)activity["type"]!).ShouldBe(["message"]);
    }

    [Fact]
    public async Task A_message_comes_back_with_its_id_and_the_answer_after_it_names_that_id()
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();

        var id = await conversation.Say("hello");

        id.ShouldBe($"{conversation.Id}|0000003");
        var activities = await conversation.Activities("2");
        activities.Select(activity => (string)activity["text"]!).ShouldBe(["hello", "you said hello"]);
        ((string)activities[0]["id"]!).ShouldBe(id);
        ((string)activities[0]["from"]!["role"]!).ShouldBe("user");
        ((string)activities[1]["id"]!).ShouldBe($"{conversation.Id}|0000004");
        ((string)activities[1]["replyToId"]!).ShouldBe(id);
        ((string)activities[1]["from"]!["role"]!).ShouldBe("bot");
        activities.ShouldAllBe(activity => (string)activity["channelId"]! == "directline" && (string)activity["conversation"]!["id"]! == conversation.Id);
    }

    [Fact]
    public async Task Activities_come_in_pages_until_one_is_empty()
    {
        await using var host = await DirectLineHost.Start(new() { ["DirectLine:PostsPerMinute"] = "1000" });
        var conversation = await host.Begin();
        for (var message = 0; message < 120; message++)
            await conversation.Say($"{message}");

        var texts = new List<string>();
        var watermark = "";
        while (true)
        {
            var page = await DirectLineHost.Json(await conversation.Get(watermark));
            if (page["activities"]!.AsArray().Count == 0)
                break;
            texts.AddRange(page["activities"]!.AsArray().Select(activity => (string)activity!["text"]!));
            watermark = (string)page["watermark"]!;
        }

        texts.ShouldBe(["welcome", .. Enumerable.Range(0, 120).SelectMany(message => new[] { $"{message}", $"you said {message}" })]);
    }

    [Fact]
    public async Task A_message_that_is_sent_twice_is_answered_once()
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();
        var message = new { type = "message", from = new { id = "someone" }, text = "again", channelData = new { clientActivityID = "start" } };

        var first = await conversation.Post(message);
        var second = await conversation.Post(message);

        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        (await conversation.Activities("2")).Select(activity => (string)activity["text"]!).ShouldBe(["again", "you said again"]);
    }

    [Fact]
    public async Task What_a_client_attaches_for_itself_comes_back_untouched()
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();

        await conversation.Post(new { type = "message", from = new { id = "someone" }, text = "<b>hi</b>", channelData = new { any = new[] { 1, 2 } }, strange = "kept" });

        var echo = (await conversation.Activities("2"))[0];
        echo["channelData"]!.ToJsonString().ShouldBe("""{"any":[1,2]}""");
        ((string)echo["strange"]!).ShouldBe("kept");
        ((string)echo["text"]!).ShouldBe("<b>hi</b>");
    }

    [Fact]
    public async Task Who_is_typing_is_not_kept()
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();

        var response = await conversation.Post(new { type = "typing", from = new { id = "someone" } });

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await conversation.Activities("2")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_is_refused()
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();

        var response = await host.Send(HttpMethod.Post, $"conversations/{conversation.Id}/upload?userId=someone", conversation.Token, new ByteArrayContent([1, 2, 3]));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await DirectLineHost.ErrorCode(response)).ShouldBe("BadArgument");
    }

    [Fact]
    public async Task A_bot_that_fails_is_said_so_and_the_message_is_answered_later()
    {
        var bot = new RepeatingBot();
        await using var host = await DirectLineHost.Start(bot: bot);
        var conversation = await host.Begin();

        bot.IsBroken = true;
        var response = await conversation.Post(new { type = "message", from = new { id = "someone" }, text = "one" });
        bot.IsBroken = false;
        await conversation.Say("two");

        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await DirectLineHost.ErrorCode(response)).ShouldBe("BotRejectedActivity");
        (await conversation.Activities("2")).Select(activity => (string)activity["text"]!).ShouldBe(["one", "two", "you said one", "you said two"]);
    }

    [Fact]
    public async Task A_conversation_goes_on_after_a_restart()
    {
        var keys = new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider();
        var store = new InMemoryConversationStore(TimeProvider.System);
        var bot = new RepeatingBot();
        string id, token;
        await using (var before = await DirectLineHost.Start(bot: bot, store: store, keys: keys))
        {
            var conversation = await before.Begin();
            (id, token) = (conversation.Id, conversation.Token);
            bot.IsBroken = true;
            await conversation.Post(new { type = "message", from = new { id = "someone" }, text = "before" });
            bot.IsBroken = false;
        }

        await using var after = await DirectLineHost.Start(bot: bot, store: store, keys: keys);
        var same = new OpenConversation(after, id, token, "");
        await store.WaitForNews(new ConversationKey("directline", id), 3, new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token);
        await same.Say("after");

        (await same.Activities("2")).Select(activity => (string)activity["text"]!).ShouldBe(["before", "you said before", "after", "you said after"]);
    }

    [Theory]
    [InlineData("", "BadArgument")]
    [InlineData("not json", "BadArgument")]
    [InlineData("[]", "BadArgument")]
    [InlineData("null", "BadArgument")]
    [InlineData("""{"type":7}""", "BadArgument")]
    [InlineData("""{"type":"message","from":"me"}""", "BadArgument")]
    [InlineData("""{"text":"no type"}""", "MissingProperty")]
    [InlineData("""{"type":"message","text":"nobody"}""", "MissingProperty")]
    [InlineData("""{"type":"message","from":{"id":"a"},"channelData":{"a":1,"a":2}}""", "BadArgument")]
    [InlineData("""{"type":"message","from":{"id":"a"},"text":"\ud800"}""", "BadArgument")]
    public async Task What_is_no_activity_is_refused_politely(string body, string code)
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();

        var response = await conversation.Post(new StringContent(body, Encoding.UTF8, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await DirectLineHost.ErrorCode(response)).ShouldBe(code);
    }

    [Theory]
    [InlineData("""{"type":"message","from":{"id":"a"},"text":"x","channelData":"\ud800"}""")]
    [InlineData("""{"type":"message","from":{"id":"a"},"text":"x","channelData":{"clientActivityID":"\ud800"}}""")]
    [InlineData("""{"type":"message","from":{"id":"a"},"text":"x","channelData":{"clientActivityID":7}}""")]
    [InlineData("""{"type":"message","from":{"id":"a"},"text":"x","odd":"\udc00","value":["\ud800"]}""")]
    [InlineData("""{"type":"message","from":{"id":"a","odd":{"\ud800":1}},"text":"\u0000\u001b‮"}""")]
    public async Task Hostile_text_does_no_harm(string body)
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();

        var response = await conversation.Post(new StringContent(body, Encoding.UTF8, "application/json"));

        ((int)response.StatusCode).ShouldBeInRange(200, 499);
        (await conversation.Get()).StatusCode.ShouldBe(HttpStatusCode.OK);
        await conversation.Say("still there");
        (await conversation.Activities())[^1]["text"]!.ToString().ShouldBe("you said still there");
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_refused()
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();

        var response = await conversation.Post(new { type = "message", from = new { id = "someone" }, text = new string('x', 300_000) });

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await DirectLineHost.ErrorCode(response)).ShouldBe("MessageSizeTooBig");
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        await using var host = await DirectLineHost.Start(new() { ["DirectLine:Secret"] = "a secret of the tests" });

        var operation = await host.Send(HttpMethod.Get, "no/such/thing");
        var conversation = await host.Send(HttpMethod.Get, "conversations/nobody/activities", "a secret of the tests");
        var reconnect = await host.Send(HttpMethod.Get, "conversations/nobody", "a secret of the tests");

        operation.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await DirectLineHost.ErrorCode(operation)).ShouldBe("NotFound");
        conversation.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        reconnect.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
