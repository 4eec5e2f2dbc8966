using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackCare.Channels.Activities;
using BackCare.Storage;
using BackCare.Web.Privacy;

namespace BackCare.Web.Teams;

/// <summary>Thumbs in Teams: its own below a message, and the ones on our card. Both are tied to the passages shown by what we kept, not by what the client says.</summary>
public static class TeamsFeedback
{
    public const string Submit = "message/submitAction";

    /// <summary>What a thumb on the card sends back.</summary>
    public static JsonObject Data(string message, bool isHelpful) => new()
    {
        ["backcare"] = new JsonObject { ["feedback"] = isHelpful ? "like" : "dislike", ["message"] = message },
    };

    /// <summary>Feedback from Teams' own thumbs; null when it isn't that, or is about nothing we showed.</summary>
    public static Feedback? FromInvoke(Activity invoke, ImmutableArray<Shown> shown) =>
        invoke.Value is JsonObject value && Word(value, "actionName") == "feedback" && value["actionValue"] is JsonObject action
            ? Of(shown, invoke.RelatesTo?.ActivityId ?? TheOnlyOne(invoke, shown), Word(action, "reaction"), Comment(Word(action, "feedback")))
            : null;

    /// <summary>Feedback from a thumb on the card; null when it is about nothing we showed.</summary>
    public static Feedback? FromCard(Activity message, ImmutableArray<Shown> shown) =>
        CardData(message) is { } data ? Of(shown, Word(data, "message"), Word(data, "feedback"), comment: null) : null;

    /// <summary>Whether a message is a press of a thumb on the card rather than something said.</summary>
    public static bool IsFromCard(Activity message) => CardData(message) is not null;

    private static JsonObject? CardData(Activity message) =>
        message.Value is JsonObject value && value["backcare"] is JsonObject data && data.ContainsKey("feedback") ? data : null;

    private static Feedback? Of(ImmutableArray<Shown> shown, string? message, string? reaction, string? comment)
    {
        bool? isHelpful = reaction switch { "like" => true, "dislike" => false, _ => null };
        if (isHelpful is null && comment is null)
            return null;

        return shown.LastOrDefault(entry => entry.Message == message) is { } entry ? new Feedback(entry.Passages, isHelpful, comment) : null;
    }

    // A client may not say what the thumb is about; where one answer was given, it is about that.
    private static string? TheOnlyOne(Activity invoke, ImmutableArray<Shown> shown) =>
        invoke.ReplyToId is null or "" && shown is [var only] ? only.Message : null;

    // The words come as JSON inside a string.
    private static string? Comment(string? feedback)
    {
        try
        {
            return feedback is { Length: > 0 } && JsonNode.Parse(feedback) is JsonObject form && Word(form, "feedbackText") is { Length: > 0 } words ? Scrub.Of(words) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Word(JsonObject node, string name) =>
        node[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
