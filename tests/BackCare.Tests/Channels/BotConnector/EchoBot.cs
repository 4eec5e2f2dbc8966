using System.Text.Json.Nodes;
using BackCare.Channels;
using BackCare.Channels.Activities;

namespace BackCare.Tests.Channels.BotConnector;

/// <summary>Says back what it hears, numbered; answers invokes; keeps silent about everything else.</summary>
internal sealed class EchoBot : IBot
{
    public BotTurn Answer(Activity activity, string? state)
    {
        var count = int.Parse(state ?? "0") + 1;
        Activity[] replies = activity switch
        {
            { Type: ActivityTypes.Message, Text: "silence" } => [],
            { Type: ActivityTypes.Message, Text: "two" } => [activity.CreateReply("one"), activity.CreateReply("two")],
            { Type: ActivityTypes.Message, Text: "card" } => [activity.CreateReply("card") with { Attachments = [new Attachment { ContentType = Attachment.AdaptiveCard, Content = new JsonObject { ["body"] = new JsonArray("a", "b") } }] }],
            { Type: ActivityTypes.Message } => [activity.CreateReply($"{count}: {activity.Text}")],
            { Type: ActivityTypes.Invoke, Name: "message/submitAction" } => [InvokeResponse.Of(activity, 200, new JsonObject())],
            _ => [],
        };

        return new BotTurn(replies, count.ToString());
    }
}
