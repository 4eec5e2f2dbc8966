using System.Text.Json.Nodes;

namespace BackCare.Channels.Activities;

/// <summary>A card or a file that goes with a message.</summary>
public sealed record Attachment
{
    public string? ContentType { get; init; }

    public string? ContentUrl { get; init; }

    public JsonNode? Content { get; init; }

    public string? Name { get; init; }

    public string? ThumbnailUrl { get; init; }
}
