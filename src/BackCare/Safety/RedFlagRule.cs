using System.Collections.Immutable;

namespace BackCare.Safety;

/// <summary>A category of danger as its file describes it: what fires it, how urgent, where that comes from.</summary>
/// <param name="Id">Stable, as in the clinical reference.</param>
/// <param name="Name">For curators; never shown to the person.</param>
/// <param name="Urgency">Its usual urgency.</param>
/// <param name="Source">Where the rule comes from.</param>
/// <param name="File">Its file, from the corpus folder.</param>
public sealed record RedFlagRule(string Id, string Name, Urgency Urgency, string Source, string File)
{
    /// <summary>Who has reviewed it; null for nobody yet.</summary>
    public string? ReviewedBy { get; init; }

    /// <summary>When it was reviewed; null for never.</summary>
    public string? ReviewedOn { get; init; }

    /// <summary>Texts with what must come of them.</summary>
    public ImmutableArray<RuleExample> Examples { get; init; } = [];

    internal IReadOnlyList<(Urgency Urgency, Condition When)> Fires { get; init; } = [];

    internal IReadOnlyList<(string Question, Condition When)> Asks { get; init; } = [];
}

/// <summary>A text in a rule file, with what must come of it.</summary>
/// <param name="Text">What a person might write.</param>
/// <param name="Fires">Whether the category must fire, or must not.</param>
/// <param name="Urgency">At least how urgent, where it must fire.</param>
/// <param name="Expected">What comes instead, where it must not: none, info, clarify, soft-support, or <c>caution:</c> and an id.</param>
/// <param name="Line">Where it stands in its file.</param>
public sealed record RuleExample(string Text, bool Fires, Urgency Urgency, string? Expected, int Line);
