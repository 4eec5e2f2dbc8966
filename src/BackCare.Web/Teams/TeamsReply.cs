using System.Text;
using System.Text.Json.Nodes;
using BackCare.Channels.Activities;
using BackCare.Replies;
using BackCare.Safety;

namespace BackCare.Web.Teams;

/// <summary>Pure: reply → activity as Teams shows it best: a card with its citations for an answer, plain formatted text for the rest.</summary>
public sealed class TeamsReply(Wording words)
{
    /// <summary>Teams shows no more.</summary>
    private const int MostSuggestions = 6;

    /// <returns>In the order they are to be sent; an answer is two, its titles and its card.</returns>
    public IReadOnlyList<Activity> Of(Reply reply, Activity inReplyTo) => reply switch
    {
        Reply.Answer answer => [Titles(answer, inReplyTo), Card(answer, inReplyTo)],
        Reply.Referral referral when TeamsScope.IsPublic(inReplyTo) => [OfPublicReferral(referral, inReplyTo)],
        _ => [OfText(reply, inReplyTo)],
    };

    // Names what the card shows: it is what a notification and the list of chats have room for, and what the citations
    // hang on. Teams would make two messages of a text with a card and give neither an id, and so no thumb could be tied
    // to what it is about; so two are sent.
    private Activity Titles(Reply.Answer answer, Activity inReplyTo) => inReplyTo.CreateReply(Titles(answer)) with
    {
        TextFormat = "markdown",
        Entities = [ClientCitation.Entity([.. answer.Passages.Select(Citation)])],
        ChannelData = new JsonObject { ["feedbackLoop"] = new JsonObject { ["type"] = "default" }, ["backcare"] = new JsonObject { ["kind"] = ReplyJson.Kind(answer) } },
    };

    // The summary is the whole answer for a client without cards.
    private Activity Card(Reply.Answer answer, Activity inReplyTo) => inReplyTo.CreateReply() with
    {
        Summary = ReplyText.Of(answer),
        Attachments = [TeamsCard.Of(answer, words, inReplyTo.Id)],
        SuggestedActions = Suggest(answer, inReplyTo),
        ChannelData = new JsonObject
        {
            ["backcare"] = new JsonObject { ["kind"] = ReplyJson.Kind(answer), ["passages"] = new JsonArray([.. answer.Passages.Select(quoted => (JsonNode)quoted.Passage.Id)]) },
        },
    };

    private static Activity OfText(Reply reply, Activity inReplyTo) => inReplyTo.CreateReply(ReplyMarkdown.Of(reply) + Dial(Numbers(reply))) with
    {
        TextFormat = "markdown",
        Importance = reply is Reply.Referral ? "high" : null,
        InputHint = reply is Reply.Clarify ? "expectingInput" : null,
        SuggestedActions = reply is Reply.Referral ? null : Suggest(reply, inReplyTo),
        ChannelData = Kind(reply),
    };

    // Others read along: what to do and whom to call stays, what the person told does not; no mark of importance that makes all look.
    private Activity OfPublicReferral(Reply.Referral referral, Activity inReplyTo)
    {
        var link = $"[{words.Line("private-link")}]({TeamsScope.PrivateChat(inReplyTo)})";
        var text = new StringBuilder()
            .Append("**").Append(ReplyMarkdown.Escape(referral.Headline)).Append("** ")
            .Append(words.Line($"public-{ReplyJson.Word(referral.Urgency)}"))
            .Append(referral.Urgency == Urgency.Soon ? "" : Dial(referral.Numbers))
            .Append("\n\n").Append(words.Line("public-private", ("private", link)));

        return inReplyTo.CreateReply(text.ToString()) with { TextFormat = "markdown", ChannelData = Kind(referral) };
    }

    /// <summary>What the bot says when it is added: what it can do, and in a group how to call it and who reads along.</summary>
    public Activity Welcome(Activity help, Activity added)
    {
        if (!TeamsScope.IsPublic(added))
            return help with { ReplyToId = null };

        var link = $"[{words.Line("private-link")}]({TeamsScope.PrivateChat(added)})";
        return help with
        {
            ReplyToId = null,
            SuggestedActions = null,
            Text = $"{help.Text}\n\n{words.Line("added-to-group", ("bot", ReplyMarkdown.Escape(added.Recipient?.Name ?? "BackCare")), ("private", link))}",
        };
    }

    public Activity FeedbackThanks(Activity inReplyTo) => inReplyTo.CreateReply(words.Line("feedback-thanks"));

    private static JsonObject Kind(Reply reply) => new() { ["backcare"] = new JsonObject { ["kind"] = ReplyJson.Kind(reply) } };

    private static string Titles(Reply.Answer answer) =>
        string.Join("\n\n", answer.Passages.Select(quoted => $"{ReplyMarkdown.Escape(quoted.Passage.Title)} [{quoted.Number}]"));

    private ClientCitation Citation(QuotedPassage quoted) => new(quoted.Number, quoted.Passage.Source.Title, quoted.Passage.Quote)
    {
        Url = Uri.TryCreate(quoted.Passage.Source.Link, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps ? quoted.Passage.Source.Link : null,
        Keywords = [words.Line($"evidence-{ReplyJson.Word(quoted.Passage.Evidence)}")],
    };

    // In a chat of two only, as Teams has it.
    private static SuggestedActions? Suggest(Reply reply, Activity inReplyTo) => TeamsScope.IsPublic(inReplyTo) || reply.Suggestions.IsEmpty
        ? null
        : new SuggestedActions
        {
            To = inReplyTo.From?.Id is { } person ? [person] : [],
            Actions = [.. reply.Suggestions.Take(MostSuggestions).Select(text => new CardAction { Type = "imBack", Title = text, Value = text })],
        };

    private static IEnumerable<PhoneNumber> Numbers(Reply reply) => reply switch
    {
        Reply.Referral referral => referral.Numbers,
        Reply.Info info => info.Numbers,
        Reply.Clarify clarify => clarify.Numbers,
        _ => [],
    };

    // Each on a line of its own, so that a thumb on a phone finds it.
    private static string Dial(IEnumerable<PhoneNumber> numbers) =>
        string.Concat(numbers.Select(number => $"\n\n{ReplyMarkdown.Escape(number.Label)}: [**{ReplyMarkdown.Escape(number.Shown)}**](tel:{number.Dial})"));
}
