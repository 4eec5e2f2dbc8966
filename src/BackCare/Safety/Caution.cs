using System.Collections.Immutable;

namespace BackCare.Safety;

/// <summary>What may still be quoted beside a caution.</summary>
public enum CautionHandling
{
    /// <summary>The caution first, then a quote.</summary>
    Quote,

    /// <summary>The caution, then general passages only: no technique.</summary>
    GeneralOnly,

    /// <summary>The caution alone: ask your clinician first.</summary>
    AskFirst,
}

/// <summary>Not an emergency: a condition that calls for care with massage, ice or heat.</summary>
/// <param name="Id">Stable, as in the clinical reference: <c>m-osteoporosis</c>.</param>
/// <param name="Text">What is said, before any quote.</param>
/// <param name="Handling">What may follow it.</param>
/// <param name="Scope">What it is about: <c>massage</c>, <c>ice</c>, <c>heat</c> or <c>other</c>.</param>
public sealed record Caution(string Id, string Text, CautionHandling Handling, string Scope)
{
    /// <summary>Ids of passages that may follow it whatever its handling, because they are about this very thing; empty for most.</summary>
    public ImmutableArray<string> Beside { get; init; } = [];
}
