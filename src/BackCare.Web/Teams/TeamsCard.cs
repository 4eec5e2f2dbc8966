using System.Text.Json.Nodes;
using BackCare.Channels.Activities;
using BackCare.Passages;
using BackCare.Replies;

namespace BackCare.Web.Teams;

/// <summary>An answer as an Adaptive Card 1.5: the quote first, then where it is from and how far to trust it, the disclaimer always.</summary>
public static class TeamsCard
{
    public const string Version = "1.5";

    private const int MostOthers = 3;

    /// <param name="message">The id of the message answered, for the thumbs; null for a card without them.</param>
    public static Attachment Of(Reply.Answer answer, Wording words, string? message) => new()
    {
        ContentType = Attachment.AdaptiveCard,
        Content = new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["version"] = Version,
            ["lang"] = "en",
            ["fallbackText"] = ReplyText.Of(answer),
            ["msteams"] = new JsonObject { ["width"] = "Full" },
            ["body"] = new JsonArray([.. Body(answer, words)]),
            ["actions"] = new JsonArray([.. Thumbs(words, message)]),
        },
    };

    private static IEnumerable<JsonNode> Body(Reply.Answer answer, Wording words)
    {
        foreach (var line in answer.Opening)
            yield return Container("warning", [Words(line, bold: true)]);

        if (answer.DisagreementLine is { } disagreement)
            yield return Words(disagreement, bold: true);

        foreach (var quoted in answer.Passages)
            yield return Container("emphasis", Quoted(quoted, words));

        if (!answer.Others.IsEmpty)
        {
            yield return Words($"{words.Line("card-also")}:", small: true);
            foreach (var other in answer.Others.Take(MostOthers))
                yield return Other(other);
        }

        yield return Words(answer.Disclaimer, small: true);
    }

    // Runs of text rather than Markdown: the words are shown as they stand, whatever signs are in them.
    private static IEnumerable<JsonNode> Quoted(QuotedPassage quoted, Wording words)
    {
        yield return new JsonObject
        {
            ["type"] = "RichTextBlock",
            ["inlines"] = new JsonArray(new JsonObject { ["type"] = "TextRun", ["text"] = $"“{quoted.Passage.Quote}”", ["size"] = "Medium", ["italic"] = true }),
        };

        var source = new JsonObject { ["type"] = "TextRun", ["text"] = $"[{quoted.Number}] {quoted.Passage.Source.Attribution}", ["size"] = "Small" };
        if (SafeLink(quoted.Passage.Source.Link) is { } link)
            source["selectAction"] = new JsonObject { ["type"] = "Action.OpenUrl", ["url"] = link };
        yield return new JsonObject { ["type"] = "RichTextBlock", ["spacing"] = "Small", ["inlines"] = new JsonArray(source) };

        var evidence = words.Line($"evidence-{ReplyJson.Word(quoted.Passage.Evidence)}");
        yield return new JsonObject
        {
            ["type"] = "RichTextBlock",
            ["spacing"] = "Small",
            ["inlines"] = new JsonArray(
            [
                new JsonObject { ["type"] = "TextRun", ["text"] = evidence, ["size"] = "Small", ["weight"] = "Bolder" },
                .. quoted.Passage.Note is { } note ? [new JsonObject { ["type"] = "TextRun", ["text"] = $". {note}", ["size"] = "Small" }] : Array.Empty<JsonNode>(),
            ]),
        };
    }

    // A line to tap rather than a button: a title is longer than a button is wide, and a line wraps.
    private static JsonObject Other(Passage other) => new()
    {
        ["type"] = "Container",
        ["spacing"] = "Small",
        ["items"] = new JsonArray(new JsonObject
        {
            ["type"] = "RichTextBlock",
            ["inlines"] = new JsonArray(new JsonObject { ["type"] = "TextRun", ["text"] = other.Title, ["color"] = "Accent", ["underline"] = true }),
        }),
        ["selectAction"] = new JsonObject
        {
            ["type"] = "Action.Submit",
            ["title"] = other.Title,
            ["tooltip"] = other.Source.Attribution,
            // Said as the person: it works in every scope, and everybody sees what was asked.
            ["data"] = new JsonObject { ["msteams"] = new JsonObject { ["type"] = "messageBack", ["text"] = other.Title, ["displayText"] = other.Title } },
        },
    };

    private static IEnumerable<JsonNode> Thumbs(Wording words, string? message)
    {
        if (message is null)
            yield break;

        yield return Thumb(words.Line("card-helpful"), TeamsFeedback.Data(message, isHelpful: true));
        yield return Thumb(words.Line("card-unhelpful"), TeamsFeedback.Data(message, isHelpful: false));
    }

    private static JsonObject Thumb(string title, JsonObject data) => new() { ["type"] = "Action.Submit", ["title"] = title, ["data"] = data };

    private static JsonObject Container(string style, IEnumerable<JsonNode> items) => new()
    {
        ["type"] = "Container",
        ["style"] = style,
        ["spacing"] = "Medium",
        ["items"] = new JsonArray([.. items]),
    };

    private static JsonObject Words(string text, bool bold = false, bool small = false)
    {
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = text };
        if (bold)
            run["weight"] = "Bolder";
        if (small)
            run["size"] = "Small";
        return new JsonObject { ["type"] = "RichTextBlock", ["spacing"] = "Medium", ["inlines"] = new JsonArray(run) };
    }

    private static string? SafeLink(string? link) => Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps ? link : null;
}
