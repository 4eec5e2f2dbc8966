using System.Net;
using BackCare.Channels;
using BackCare.Channels.Activities;
using BackCare.Channels.BotConnector;
using BackCare.Storage;

namespace BackCare.Tests.Channels.BotConnector;

public sealed class SendingTests
{
    private const string Thread = "19:6d2f@thread.tacv2;messageid=1700000000001";

    [Fact]
    public async Task A_reply_goes_to_the_thread_it_answers_with_our_token()
    {
        await using var host = await ConnectorHost.Start();

        using var response = await host.Post(ConnectorHost.Message(change: message => message["conversation"]!["id"] = Thread));
        await host.Connector.HasTaken(1);

        var sent = host.Connector.Taken.Single();
        sent.Method.ShouldBe(HttpMethod.Post);
        sent.Address.AbsoluteUri.ShouldBe($"{FakeIssuer.ServiceUrl}v3/conversations/19%3A6d2f%40thread.tacv2%3Bmessageid%3D1700000000001/activities/1700000000001");
        sent.Bearer.ShouldBe("token-1");
        sent.Body!["type"]!.GetValue<string>().ShouldBe("message");
        sent.Body["text"]!.GetValue<string>().ShouldBe("1: hello");
        sent.Body["from"]!["id"]!.GetValue<string>().ShouldBe($"28:{FakeIssuer.AppId}");
        sent.Body["recipient"]!["id"]!.GetValue<string>().ShouldBe("29:1abc");
        sent.Body["conversation"]!["id"]!.GetValue<string>().ShouldBe(Thread);
        sent.Body["replyToId"]!.GetValue<string>().ShouldBe("1700000000001");
        sent.Body.ContainsKey("id").ShouldBeFalse();
        sent.Body.ContainsKey("timestamp").ShouldBeFalse();
    }

    [Fact]
    public async Task Throttled_the_reply_arrives_once_and_not_before_the_channel_said()
    {
        await using var host = await ConnectorHost.Start();
        host.Connector.Next(HttpStatusCode.TooManyRequests, "Throttled", TimeSpan.FromSeconds(3));

        using var response = await host.Post(ConnectorHost.Message());
        await host.Clock.Waits(wait => wait == TimeSpan.FromSeconds(3));
        host.Connector.Requests.Count.ShouldBe(1);
        host.Clock.Advance(TimeSpan.FromSeconds(3));
        await host.Connector.HasTaken(1);

        host.Connector.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Throttled_for_long_the_reply_waits_in_the_outbox()
    {
        await using var host = await ConnectorHost.Start();
        host.Connector.Next(HttpStatusCode.TooManyRequests, "Throttled", TimeSpan.FromMinutes(2));

        using var response = await host.Post(ConnectorHost.Message());
        await Logged(host, "goes back to the outbox");
        (await host.Store.ClaimOutbox(10, default)).ShouldBeEmpty();
        await Pass(host, TimeSpan.FromMinutes(2));
        await host.Connector.HasTaken(1);

        host.Connector.Requests.Count.ShouldBe(2);
        (host.Connector.Requests[1].At - host.Connector.Requests[0].At).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(2));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    [InlineData(HttpStatusCode.PreconditionFailed)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task A_passing_trouble_is_waited_out(HttpStatusCode status)
    {
        await using var host = await ConnectorHost.Start();
        host.Connector.Next(status);
        host.Connector.Next(status);

        using var response = await host.Post(ConnectorHost.Message());
        await UntilTaken(host, 1);

        host.Connector.Requests.Count.ShouldBe(3);
        host.Connector.Taken.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Cut_off_the_reply_arrives_once()
    {
        await using var host = await ConnectorHost.Start();
        host.Connector.Next(_ => throw new HttpRequestException("The connection was reset."));

        using var response = await host.Post(ConnectorHost.Message());
        await UntilTaken(host, 1);

        host.Connector.Requests.Count.ShouldBe(2);
        host.Connector.Taken.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_slow_connector_is_waited_for_and_not_asked_twice()
    {
        await using var host = await ConnectorHost.Start();
        var slow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Connector.Next(async request =>
        {
            await slow.Task;
            return host.Connector.Take(request);
        });

        using var response = await host.Post(ConnectorHost.Message());
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await host.Clock.Waits(wait => wait == ConnectorClient.RequestTimeout);
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        slow.SetResult();
        await host.Connector.HasTaken(1);
        await Pass(host, TimeSpan.FromMinutes(2));

        host.Connector.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_slow_connector_holds_up_no_other_conversation()
    {
        await using var host = await ConnectorHost.Start();
        var slow = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Connector.Next(_ => slow.Task);

        using var first = await host.Post(ConnectorHost.Message("slow"));
        await host.Clock.Waits(wait => wait == ConnectorClient.RequestTimeout);
        using var second = await host.Post(ConnectorHost.Message("quick", change: message => message["conversation"]!["id"] = "a:another"));
        await host.Connector.HasTaken(1);

        host.Connector.Taken.Single().Body!["text"]!.GetValue<string>().ShouldBe("1: quick");
        slow.SetResult(new HttpResponseMessage(HttpStatusCode.Created));
    }

    [Fact]
    public async Task A_connector_that_never_answers_is_asked_again_later()
    {
        await using var host = await ConnectorHost.Start();
        host.Connector.Next(_ => new TaskCompletionSource<HttpResponseMessage>().Task);

        using var response = await host.Post(ConnectorHost.Message());
        await host.Clock.Waits(wait => wait == ConnectorClient.RequestTimeout);
        host.Clock.Advance(ConnectorClient.RequestTimeout);
        await UntilTaken(host, 1);

        host.Connector.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_replaced_once()
    {
        await using var host = await ConnectorHost.Start();
        host.Connector.Next(HttpStatusCode.Unauthorized);

        using var response = await host.Post(ConnectorHost.Message());
        await host.Connector.HasTaken(1);

        host.Connector.Requests.Select(request => request.Bearer).ShouldBe(["token-1", "token-2"]);
    }

    [Fact]
    public async Task A_bot_that_is_not_registered_is_not_tried_for_ever()
    {
        await using var host = await ConnectorHost.Start();
        host.Connector.Next(HttpStatusCode.Unauthorized, "BotNotRegistered");
        host.Connector.Next(HttpStatusCode.Unauthorized, "BotNotRegistered");

        using var response = await host.Post(ConnectorHost.Message());
        await Logged(host, "is given up");
        await Pass(host, TimeSpan.FromMinutes(30));

        host.Connector.Requests.Count.ShouldBe(2);
        host.Log.Lines.ShouldContain(line => line.Contains("BotNotRegistered"));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "BotNotInConversationRoster")]
    [InlineData(HttpStatusCode.Forbidden, "ConversationBlockedByUser")]
    [InlineData(HttpStatusCode.NotFound, "ConversationNotFound")]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "MessageSizeTooBig")]
    [InlineData(HttpStatusCode.MethodNotAllowed, "ServiceError")]
    [InlineData(HttpStatusCode.TemporaryRedirect, null)]
    public async Task What_will_not_pass_is_not_tried_again(HttpStatusCode status, string? code)
    {
        await using var host = await ConnectorHost.Start();
        host.Connector.Next(status, code);

        using var refused = await host.Post(ConnectorHost.Message("first", "1"));
        await Logged(host, "is given up");
        using var next = await host.Post(ConnectorHost.Message("second", "2"));
        await host.Connector.HasTaken(1);

        host.Connector.Requests.Count.ShouldBe(2);
        host.Connector.Taken.Single().Body!["text"]!.GetValue<string>().ShouldBe("2: second");
    }

    [Fact]
    public async Task What_is_said_later_does_not_arrive_earlier()
    {
        await using var host = await ConnectorHost.Start();
        host.Connector.Next(HttpStatusCode.TooManyRequests, "Throttled", TimeSpan.FromSeconds(30));

        using var response = await host.Post(ConnectorHost.Message("two"));
        await Logged(host, "goes back to the outbox");
        await Pass(host, TimeSpan.FromSeconds(20));
        host.Connector.Taken.ShouldBeEmpty();
        await UntilTaken(host, 2);

        host.Connector.Taken.Select(request => request.Body!["text"]!.GetValue<string>()).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task A_connector_that_is_broken_for_good_is_given_up_after_a_while()
    {
        await using var host = await ConnectorHost.Start([.. ConnectorHost.Registered, ("BotConnector:MaxDeferrals", "3")]);
        for (var number = 0; number < 100; number++)
            host.Connector.Next(HttpStatusCode.BadGateway);

        using var response = await host.Post(ConnectorHost.Message());
        await Pass(host, TimeSpan.FromMinutes(10), until: () => host.Log.Lines.Any(line => line.Contains("is given up")));
        var tries = host.Connector.Requests.Count;
        await Pass(host, TimeSpan.FromMinutes(10));

        tries.ShouldBeLessThan(20);
        host.Connector.Requests.Count.ShouldBe(tries);
    }

    [Fact]
    public async Task The_same_activity_five_times_gets_one_reply()
    {
        await using var host = await ConnectorHost.Start();

        var responses = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.Post(ConnectorHost.Message())));
        await host.Connector.HasTaken(1);
        await Pass(host, TimeSpan.FromMinutes(1));

        responses.ShouldAllBe(response => response.StatusCode == HttpStatusCode.OK);
        host.Connector.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task After_a_restart_the_same_activity_gets_no_second_reply()
    {
        var clock = new ConnectorClock();
        var store = new InMemoryConversationStore(clock);
        var connector = new FakeConnector();
        await using (var before = await ConnectorHost.Start(store: store, clock: clock, connector: connector))
        {
            using var first = await before.Post(ConnectorHost.Message());
            await connector.HasTaken(1);
        }

        await using var after = await ConnectorHost.Start(store: store, clock: clock, connector: connector);
        using var second = await after.Post(ConnectorHost.Message());
        await Pass(after, TimeSpan.FromMinutes(2));

        connector.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_taken_in_and_not_answered_is_answered_after_a_restart()
    {
        var clock = new ConnectorClock();
        var store = new InMemoryConversationStore(clock);
        var activity = ActivityJson.Read(ConnectorHost.Message().ToJsonString())!;
        await store.Accept(BotConnectorEndpoint.Key(activity), activity.Id, _ => ActivityJson.Write(activity), default);

        await using var host = await ConnectorHost.Start(store: store, clock: clock);
        await host.Connector.HasTaken(1);

        host.Connector.Taken.Single().Body!["text"]!.GetValue<string>().ShouldBe("1: hello");
    }

    [Fact]
    public async Task A_reply_that_was_not_sent_when_the_process_ended_is_sent_by_the_next()
    {
        var clock = new ConnectorClock();
        var store = new InMemoryConversationStore(clock);
        await using (var before = await ConnectorHost.Start(store: store, clock: clock))
        {
            before.Connector.Next(HttpStatusCode.TooManyRequests, retryAfter: TimeSpan.FromMinutes(1));
            using var response = await before.Post(ConnectorHost.Message());
            await Logged(before, "goes back to the outbox");
        }

        await using var after = await ConnectorHost.Start(store: store, clock: clock);
        await UntilTaken(after, 1);

        after.Connector.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_thread_gets_no_more_messages_a_second_than_Teams_allows()
    {
        await using var host = await ConnectorHost.Start();

        for (var number = 0; number < 8; number++)
        {
            using var response = await host.Post(ConnectorHost.Message("hello", $"{number}"));
        }

        await host.Connector.HasTaken(7);
        await host.Clock.Waits(wait => wait == TimeSpan.FromSeconds(1));
        host.Connector.Requests.Count.ShouldBe(7);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.Connector.HasTaken(8);
    }

    [Fact]
    public async Task An_answer_that_takes_longer_than_half_a_second_is_announced_by_typing()
    {
        using var thinking = new ManualResetEventSlim();
        await using var host = await ConnectorHost.Start(bot: new ThinkingBot(thinking));

        var posting = host.Post(ConnectorHost.Message());
        await host.Clock.Waits(wait => wait == TimeSpan.FromMilliseconds(500));
        host.Connector.Requests.ShouldBeEmpty();
        host.Clock.Advance(TimeSpan.FromMilliseconds(500));
        await host.Connector.HasTaken(1);
        thinking.Set();
        using var response = await posting;
        await host.Connector.HasTaken(2);

        host.Connector.Taken.Select(request => request.Body!["type"]!.GetValue<string>()).ShouldBe(["typing", "message"]);
    }

    [Fact]
    public async Task The_id_a_reply_got_from_the_channel_is_remembered_with_what_it_answered()
    {
        await using var host = await ConnectorHost.Start();

        using var response = await host.Post(ConnectorHost.Message());
        await host.Connector.HasTaken(1);
        await host.Store.WaitForNews(new ConversationKey("msteams", "a:1personal"), 2, default).WaitAsync(TimeSpan.FromSeconds(20));

        var log = await host.Store.Since(new ConversationKey("msteams", "a:1personal"), 2, 10, default);
        var sent = ActivityJson.Read(log!.Single().Json)!;
        (sent.Name, sent.Id, sent.ReplyToId).ShouldBe((SentActivity.Name, "sent-1", "1700000000001"));
    }

    [Fact]
    public void The_limits_of_a_thread_are_those_Teams_publishes()
    {
        var limits = new SendingLimits();
        var start = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var now = start;
        List<DateTimeOffset> sent = [];

        for (var number = 0; number < 2000; number++)
        {
            now += limits.Take("thread", now, TimeSpan.FromHours(2));
            sent.Add(now);
        }

        foreach (var (count, window) in new[] { (7, 1), (8, 2), (60, 30), (1800, 3600) })
        {
            var most = sent.Max(moment => sent.Count(other => other >= moment && other < moment.AddSeconds(window)));
            most.ShouldBe(count, $"in {window} s");
        }
    }

    [Fact]
    public void Another_thread_is_not_held_up_and_a_moment_too_far_off_is_not_taken()
    {
        var limits = new SendingLimits();
        var now = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        for (var number = 0; number < 7; number++)
            limits.Take("busy", now, TimeSpan.Zero);

        limits.Take("busy", now, TimeSpan.Zero).ShouldBe(TimeSpan.FromSeconds(1));
        limits.Take("busy", now, TimeSpan.Zero).ShouldBe(TimeSpan.FromSeconds(1));
        limits.Take("idle", now, TimeSpan.Zero).ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/", "a:1", null, "https://smba.trafficmanager.net/emea/v3/conversations/a%3A1/activities")]
    [InlineData("https://smba.trafficmanager.net/emea", "a/b?c#d", "1/2", "https://smba.trafficmanager.net/emea/v3/conversations/a%2Fb%3Fc%23d/activities/1%2F2")]
    [InlineData("https://smba.trafficmanager.net/", "../../x", "../y", "https://smba.trafficmanager.net/v3/conversations/..%2F..%2Fx/activities/..%2Fy")]
    public void Ids_stay_inside_their_part_of_the_address(string serviceUrl, string conversation, string? activity, string address) =>
        ConnectorClient.Address(serviceUrl, conversation, activity).AbsoluteUri.ShouldBe(address);

    [Theory]
    [InlineData(".", "1")]
    [InlineData("..", "1")]
    [InlineData("a:1", "..")]
    public async Task Ids_that_would_climb_out_of_the_address_are_not_sent_to(string conversation, string id)
    {
        await using var host = await ConnectorHost.Start();

        using var response = await host.Post(ConnectorHost.Message(id: id, change: message => message["conversation"]!["id"] = conversation));
        await Logged(host, "is given up");

        host.Connector.Requests.ShouldBeEmpty();
    }

    // Lets time pass in small steps, each step only once whoever waits has been seen waiting.
    private static async Task Pass(ConnectorHost host, TimeSpan time, Func<bool>? until = null)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(5))
        {
            await host.Rests();
            if (until?.Invoke() == true)
                return;
            host.Clock.Advance(TimeSpan.FromSeconds(5));
        }
    }

    private static async Task UntilTaken(ConnectorHost host, int count)
    {
        var taken = host.Connector.HasTaken(count);
        while (!taken.IsCompleted)
        {
            await Task.WhenAny(taken, host.Rests());
            if (!taken.IsCompleted)
                host.Clock.Advance(TimeSpan.FromMilliseconds(500));
        }

        await taken;
    }

    private static Task Logged(ConnectorHost host, string words) => host.Log.Has(words);

    private sealed class ThinkingBot(ManualResetEventSlim thinking) : IBot
    {
        public BotTurn Answer(Activity activity, string? state)
        {
            thinking.Wait(TimeSpan.FromSeconds(20));
            return new BotTurn([activity.CreateReply("at last")], null);
        }
    }
}
