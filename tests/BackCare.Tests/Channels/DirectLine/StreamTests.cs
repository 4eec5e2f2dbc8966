using System.Net.WebSockets;

namespace BackCare.Tests.Channels.DirectLine;

public sealed class StreamTests
{
    [Fact]
    public async Task The_stream_carries_what_is_said_in_order()
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();
        using var stream = await StreamClient.Open(conversation.StreamUrl);

        await conversation.Say("one");
        await conversation.Say("two");

        (await stream.Activities(5)).Select(activity => (string)activity["text"]!).ShouldBe(["welcome", "one", "you said one", "two", "you said two"]);
    }

    [Fact]
    public async Task A_stream_goes_on_from_a_watermark()
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();
        await conversation.Say("one");
        await conversation.Say("two");

        var body = await DirectLineHost.Json(await host.Send(HttpMethod.Get, $"conversations/{conversation.Id}?watermark=4", conversation.Token));
        using var stream = await StreamClient.Open((string)body["streamUrl"]!);

        (await stream.Activities(2)).Select(activity => (string)activity["text"]!).ShouldBe(["two", "you said two"]);
    }

    [Fact]
    public async Task A_second_stream_closes_the_first()
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();
        using var first = await StreamClient.Open(conversation.StreamUrl);
        await first.Activities(1);

        using var second = await StreamClient.Open(conversation.StreamUrl);
        await second.Activities(1);

        (await first.Frame()).ShouldBeNull();
        first.CloseReason.ShouldBe("collision");
        await conversation.Say("one");
        (await second.Activities(2)).Count.ShouldBe(2);
        host.Streams.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_address_is_connected_to_within_a_minute_or_not_at_all()
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();

        host.Clock.Move(TimeSpan.FromSeconds(61));

        await Should.ThrowAsync<WebSocketException>(() => StreamClient.Open(conversation.StreamUrl));
    }

    [Fact]
    public async Task An_address_is_for_its_own_conversation()
    {
        await using var host = await DirectLineHost.Start();
        var mine = await host.Begin();
        var theirs = await host.Begin();

        await Should.ThrowAsync<WebSocketException>(() => StreamClient.Open(mine.StreamUrl.Replace(mine.Id, theirs.Id, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_stream_with_nothing_to_say_says_that_it_lives()
    {
        await using var host = await DirectLineHost.Start(new() { ["DirectLine:KeepAlive"] = "00:00:00.1" });
        var conversation = await host.Begin();
        using var stream = await StreamClient.Open(conversation.StreamUrl);
        await stream.Activities(1);

        var frame = await stream.Frame();

        frame.ShouldBe("");
    }

    [Fact]
    public async Task A_client_that_leaves_is_forgotten()
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();
        using var stream = await StreamClient.Open(conversation.StreamUrl);
        await stream.Activities(1);

        await stream.Close();

        stream.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    [Fact]
    public async Task A_host_that_stops_takes_leave()
    {
        await using var host = await DirectLineHost.Start();
        var conversation = await host.Begin();
        using var stream = await StreamClient.Open(conversation.StreamUrl);
        await stream.Activities(1);

        var stopping = host.Stop();

        (await stream.Frame()).ShouldBeNull();
        stream.CloseStatus.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
        await stream.Close();
        await stopping;
    }
}
