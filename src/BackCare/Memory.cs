using System.Collections.Immutable;
using BackCare.Safety;

namespace BackCare;

/// <summary>What a conversation has said so far, as a value: the host keeps it between turns, the assistant never does.</summary>
public sealed record Memory
{
    /// <summary>A conversation that has not begun.</summary>
    public static Memory Empty { get; } = new();

    /// <summary>How many messages the person has sent before this one.</summary>
    public int Turns { get; init; }

    /// <summary>The passages shown last, best first: what "how long for?" is about. Empty when nothing was shown.</summary>
    public ImmutableArray<string> LastPassages { get; init; } = [];

    /// <summary>The words that carried the last question that found something, as terms, weightiest first.</summary>
    public ImmutableArray<string> LastTerms { get; init; } = [];

    /// <summary>The topic of the passage quoted last; null when none was.</summary>
    public string? LastTopic { get; init; }

    /// <summary>How many messages had come before the answer whose disclaimer was said in full last; null when none was.</summary>
    public int? DisclaimedAt { get; init; }

    /// <summary>Signs, conditions and flags of the person the conversation is about.</summary>
    public HealthRecord Health { get; init; } = HealthRecord.Empty;
}
