using System.Collections.Immutable;

namespace BackCare.Safety;

/// <summary>What the person has told about one subject's health in this conversation: signs, conditions, age, flags, as a value.</summary>
public sealed record HealthRecord
{
    /// <summary>Nothing told yet.</summary>
    public static HealthRecord Empty { get; } = new();

    /// <summary>Ids of the signs that hold (symptoms, conditions, medicines, age bands), in the order they were told.</summary>
    public ImmutableArray<string> Facts { get; init; } = [];

    /// <summary>Facts that a clinician has looked at since: no flag rests on them alone any more.</summary>
    public ImmutableArray<string> Checked { get; init; } = [];

    /// <summary>Red flags raised and not cleared, most urgent first.</summary>
    public ImmutableArray<RedFlag> Flags { get; init; } = [];

    /// <summary>Whether the record is about somebody else than the person writing.</summary>
    public bool ThirdPerson { get; init; }

    /// <summary>The question asked last to clear up a possible flag; null when none is open.</summary>
    public string? OpenQuestion { get; init; }

    /// <summary>Whether somebody to talk to is named with every answer: suicide or abuse came up in this conversation.</summary>
    public bool CrisisPinned { get; init; }

    /// <summary>Compares by what it says: two records with the same facts and flags are equal.</summary>
    public bool Equals(HealthRecord? other) => other is not null
        && Facts.SequenceEqual(other.Facts) && Checked.SequenceEqual(other.Checked) && Flags.SequenceEqual(other.Flags)
        && ThirdPerson == other.ThirdPerson && OpenQuestion == other.OpenQuestion && CrisisPinned == other.CrisisPinned;

    public override int GetHashCode() => HashCode.Combine(Facts.Length, Checked.Length, Flags.Length, ThirdPerson, OpenQuestion, CrisisPinned);
}
