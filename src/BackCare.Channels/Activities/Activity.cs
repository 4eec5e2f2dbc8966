using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace BackCare.Channels.Activities;

/// <summary>Anything that goes over the wire, as the Bot Framework activity schema names it. Unknown fields are kept as they came.</summary>
public sealed record Activity
{
    public string? Type { get; init; }

    public string? Id { get; init; }

    public string? Timestamp { get; init; }

    public string? LocalTimestamp { get; init; }

    public string? ChannelId { get; init; }

    public ChannelAccount? From { get; init; }

    public ConversationAccount? Conversation { get; init; }

    public ChannelAccount? Recipient { get; init; }

    public string? ServiceUrl { get; init; }

    public string? ReplyToId { get; init; }

    public string? Locale { get; init; }

    public string? Text { get; init; }

    /// <summary><c>markdown</c>, <c>plain</c> or <c>xml</c>.</summary>
    public string? TextFormat { get; init; }

    public string? Speak { get; init; }

    public string? Summary { get; init; }

    public string? InputHint { get; init; }

    /// <summary><c>low</c>, <c>normal</c> or <c>high</c>.</summary>
    public string? Importance { get; init; }

    /// <summary><c>normal</c>, <c>notification</c> or <c>expectReplies</c>.</summary>
    public string? DeliveryMode { get; init; }

    public string? AttachmentLayout { get; init; }

    public string? Action { get; init; }

    public string? Name { get; init; }

    public JsonNode? Value { get; init; }

    public IReadOnlyList<ChannelAccount>? MembersAdded { get; init; }

    public IReadOnlyList<ChannelAccount>? MembersRemoved { get; init; }

    public IReadOnlyList<Attachment>? Attachments { get; init; }

    public IReadOnlyList<JsonObject>? Entities { get; init; }

    public SuggestedActions? SuggestedActions { get; init; }

    public JsonNode? ChannelData { get; init; }

    /// <summary>Another activity that this one is about; null where it is about none.</summary>
    public ConversationReference? RelatesTo { get; init; }

    /// <summary>Fields of the wire that have no name here; written back as they came.</summary>
    [JsonExtensionData] // Settable, since the source generator takes init-only properties for constructor parameters.
    public IDictionary<string, JsonElement>? Extra { get; set; }

    /// <summary>A reply to this activity: sender and recipient exchanged, same conversation, in answer to its id.</summary>
    public Activity CreateReply(string? text = null) => new()
    {
        Type = ActivityTypes.Message,
        ChannelId = ChannelId,
        From = Recipient,
        Recipient = From,
        Conversation = Conversation,
        ServiceUrl = ServiceUrl,
        ReplyToId = Id,
        Locale = Locale,
        Text = text,
    };
}
