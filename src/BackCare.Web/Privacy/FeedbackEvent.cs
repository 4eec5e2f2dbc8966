using System.Text.Json.Nodes;
using BackCare.Channels.Activities;
using BackCare.Storage;

namespace BackCare.Web.Privacy;

/// <summary>A thumb on an answer, as the chat page sends it: an event with the passages shown, a rating and perhaps a word.</summary>
public static class FeedbackEvent
{
    public const string Name = "feedback";

    private const int MostPassages = 10;
    private const int LongestId = 100;
    private const int LongestComment = 1_000;

    /// <summary>Null when the activity is no such event.</summary>
    public static Feedback? Read(Activity activity)
    {
        if (activity is not { Type: ActivityTypes.Event, Name: Name, Value: JsonObject value })
            return null;

        var passages = (value["passages"] as JsonArray)?.Select(Text).OfType<string>().Where(id => id.Length <= LongestId).Take(MostPassages).ToList() ?? [];
        var comment = Text(value["comment"]);

        return new Feedback(
            passages,
            Text(value["rating"]) switch
            {
                "up" => true,
                "down" => false,
                _ => null,
            },
            comment is { Length: > LongestComment } ? comment[..LongestComment] : comment);
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
