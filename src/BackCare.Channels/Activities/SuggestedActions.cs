using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace BackCare.Channels.Activities;

/// <summary>Buttons that go away once one is used.</summary>
public sealed record SuggestedActions
{
    public IReadOnlyList<string>? To { get; init; }

    public required IReadOnlyList<CardAction> Actions { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>A button: <c>imBack</c> says its value as the person.</summary>
public sealed record CardAction
{
    public required string Type { get; init; }

    public required string Title { get; init; }

    public JsonNode? Value { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
