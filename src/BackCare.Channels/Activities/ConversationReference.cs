using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackCare.Channels.Activities;

/// <summary>A pointer to an activity or a conversation.</summary>
public sealed record ConversationReference
{
    public string? ActivityId { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
