using System.Collections.Immutable;

namespace BackCare.Safety;

/// <summary>What the person has told about one subject's health in this conversation: signs, conditions, age, flags, as a value.</summary>
public sealed record HealthRecord
{
    /// <summary>Nothing told yet.</summary>
    public static HealthRecord Empty { get; } = new();

    /// <summary>Ids of the facts (signs, conditions, medicines, age bands) that hold, in the order they were told.</summary>
    public ImmutableArray<string> Facts { get; init; } = [];

    /// <summary>Red flags raised and not cleared, most urgent first.</summary>
    public ImmutableArray<RedFlag> Flags { get; init; } = [];

    /// <summary>Whether the record is about somebody else than the person writing.</summary>
    public bool ThirdPerson { get; init; }

    /// <summary>The question asked last to clear up a possible flag; null when none is open.</summary>
    public string? OpenQuestion { get; init; }
}
