using System.Text.Json.Nodes;
using BackCare.Tests.Channels.Activities;
using BackCare.Tests.Web;

namespace BackCare.Tests.Channels.BotConnector;

/// <summary>The same requests and replies in the hands of Microsoft's own JavaScript connector: a judge that is not our mirror.</summary>
public sealed class PeerTests
{
    // Where we ask for more, each for a reason of its own (docs/decisions/0022).
    private static readonly string[] OnlyWeRefuse =
    [
        "no end",
        "a header that must be understood",
        "a key that speaks for no channel",
        "no service URL in the body",
        "a service URL that is nobody's we know",
        "a service URL under a name anybody can have",
        "a service URL without TLS",
        "a service URL with a user in it",
        "a service URL on this machine",
    ];

    [PeerFact]
    public async Task It_lets_in_whom_we_let_in_and_refuses_whom_we_refuse_save_where_we_ask_for_more()
    {
        using var issuer = new FakeIssuer();
        var now = DateTimeOffset.UtcNow;
        var good = Call($"Bearer {issuer.Token(now)}");
        var faulty = FaultyToken.All.Select(token => Call(token.Authorization(issuer, now), token.Activity)).ToList();

        var answer = await Peer.Ask(new JsonObject
        {
            ["appId"] = FakeIssuer.AppId,
            ["keys"] = JsonNode.Parse(issuer.KeysJson()),
            ["calls"] = new JsonArray([good, .. faulty]),
            ["sends"] = new JsonArray(),
        });

        var refusals = answer["refusals"]!.AsArray().Select(refusal => (string?)refusal).ToList();
        refusals[0].ShouldBeNull();
        var letIn = FaultyToken.All.Where((_, index) => refusals[index + 1] is null).Select(token => token.Fault);
        letIn.ShouldBe(OnlyWeRefuse, ignoreOrder: true);
    }

    [PeerFact]
    public async Task It_would_send_our_replies_to_the_same_address_with_nothing_lost()
    {
        var connector = new FakeConnector();
        await using var host = await ConnectorHost.Start(bot: TeamsBotTests.Bot, connector: connector);
        string[] samples = ["members-added-personal", "members-added-group", "message-personal", "message-with-mention", "message-in-channel-thread"];
        foreach (var sample in samples)
        {
            var activity = JsonNode.Parse(SampleTests.Json(sample))!.AsObject();
            using var response = await host.Post(activity.ToJsonString(), $"Bearer {host.Token(claims => claims["serviceurl"] = (string?)activity["serviceUrl"])}");
            response.EnsureSuccessStatusCode();
        }

        await connector.HasTaken(8);
        var ours = connector.Taken;
        var answer = await Peer.Ask(new JsonObject
        {
            ["appId"] = FakeIssuer.AppId,
            ["keys"] = new JsonObject(),
            ["calls"] = new JsonArray(),
            ["sends"] = new JsonArray([.. ours.Select(sent => (JsonNode)new JsonObject
            {
                ["conversation"] = (string?)sent.Body!["conversation"]!["id"],
                ["replyTo"] = (string?)sent.Body["replyToId"],
                ["body"] = sent.Body.DeepClone(),
            })]),
        });

        var theirs = answer["arrived"]!.AsArray();
        theirs.Count.ShouldBe(ours.Count);
        foreach (var (sent, wouldSend) in ours.Zip(theirs))
        {
            sent.Address.AbsoluteUri.ShouldEndWith((string)wouldSend!["path"]!);
            Differences(sent.Body, wouldSend["body"], "").Where(place => !IsItsOwnLoss(place)).ShouldBeEmpty();
        }
    }

    // It knows neither the fields of an entity beside its type nor the tenant of a conversation, and leaves them out.
    private static bool IsItsOwnLoss(string place) => place.StartsWith("/entities/", StringComparison.Ordinal) || place == "/conversation/tenantId";

    private static IEnumerable<string> Differences(JsonNode? ours, JsonNode? theirs, string place) => (ours, theirs) switch
    {
        (JsonObject a, JsonObject b) => a.Select(field => field.Key).Union(b.Select(field => field.Key)).SelectMany(name => Differences(a[name], b[name], $"{place}/{name}")),
        (JsonArray a, JsonArray b) when a.Count == b.Count => a.Zip(b).SelectMany((pair, index) => Differences(pair.First, pair.Second, $"{place}/{index}")),
        _ => JsonNode.DeepEquals(ours, theirs) ? [] : [place],
    };

    private static JsonNode Call(string? authorization, Action<JsonObject>? change = null) =>
        new JsonObject { ["authorization"] = authorization, ["activity"] = ConnectorHost.Message(change: change) };
}
