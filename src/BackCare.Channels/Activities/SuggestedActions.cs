using System.Text.Json.Nodes;

namespace BackCare.Channels.Activities;

/// <summary>Buttons that go away once one is used.</summary>
public sealed record SuggestedActions
{
    public IReadOnlyList<string>? To { get; init; }

    public required IReadOnlyList<CardAction> Actions { get; init; }
}

/// <summary>A button: <c>imBack</c> says its value as the person.</summary>
public sealed record CardAction
{
    public required string Type { get; init; }

    public required string Title { get; init; }

    public JsonNode? Value { get; init; }
}
