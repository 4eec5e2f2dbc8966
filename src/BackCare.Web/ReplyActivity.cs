using System.Text.Json.Nodes;
using BackCare.Channels.Activities;
using BackCare.Replies;

namespace BackCare.Web;

/// <summary>Pure: reply → activity. Markdown for every client, suggested questions, and the reply as data for a page that shows it better.</summary>
public static class ReplyActivity
{
    private const int MostSuggestions = 6;

    public static Activity Of(Reply reply, Activity inReplyTo) => inReplyTo.CreateReply(ReplyMarkdown.Of(reply)) with
    {
        TextFormat = "markdown",
        InputHint = reply is Reply.Clarify ? "expectingInput" : "acceptingInput",
        Importance = reply is Reply.Referral ? "high" : null,
        SuggestedActions = Suggest(reply),
        ChannelData = new JsonObject { ["backcare"] = ReplyJson.Of(reply) },
    };

    private static SuggestedActions? Suggest(Reply reply) => reply is Reply.Referral || reply.Suggestions.IsEmpty
        ? null
        : new SuggestedActions
        {
            Actions = [.. reply.Suggestions.Take(MostSuggestions).Select(text => new CardAction { Type = "imBack", Title = text, Value = text })],
        };
}
