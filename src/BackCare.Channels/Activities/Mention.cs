using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackCare.Channels.Activities;

/// <summary>Somebody named in a message with an @: an entity of type <c>mention</c>.</summary>
/// <param name="Mentioned">Who.</param>
/// <param name="Text">The stretch of the message that names them, such as <c>&lt;at&gt;BackCare&lt;/at&gt;</c>; not always found there.</param>
public sealed record Mention(ChannelAccount Mentioned, string? Text)
{
    /// <summary>The mentions among a message's entities, in order.</summary>
    public static IEnumerable<Mention> In(Activity activity)
    {
        foreach (var entity in activity.Entities ?? [])
        {
            if (entity is not null && Word(entity["type"]) is { } type && type.Equals("mention", StringComparison.OrdinalIgnoreCase)
                && entity["mentioned"] is JsonObject mentioned && Word(mentioned["id"]) is { } id)
            {
                yield return new Mention(new ChannelAccount { Id = id, Name = Word(mentioned["name"]) }, Word(entity["text"]));
            }
        }
    }

    private static string? Word(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
