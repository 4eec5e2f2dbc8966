using System.Collections.Immutable;

namespace BackCare.Passages;

/// <summary>The smallest piece of a source that is quoted, always word for word.</summary>
/// <param name="Id">Stable, kebab-case; the name of its file.</param>
/// <param name="Title">What it says, in our own words.</param>
/// <param name="Source">Where the words stand.</param>
/// <param name="Locator">The place in the source, such as "paragraph 6".</param>
/// <param name="Quote">The words, verbatim; <c> […] </c> where words are left out.</param>
/// <param name="Evidence">How far the claim can be trusted.</param>
/// <param name="Note">What a reader must know beside the quote; null where nothing is needed.</param>
public sealed record Passage(
    string Id,
    string Title,
    Source Source,
    string Locator,
    string Quote,
    Evidence Evidence,
    string? Note)
{
    /// <summary>The folder of its topic and the topics of its front matter, the folder's first.</summary>
    public ImmutableArray<string> Topics { get; init; } = [];

    /// <summary>The question types it answers: what, how, how-long, safe, …</summary>
    public ImmutableArray<string> Answers { get; init; } = [];

    /// <summary>Ways in which people ask for it, in their own words.</summary>
    public ImmutableArray<string> Asks { get; init; } = [];

    /// <summary>Passages of other articles that say the opposite; shown together.</summary>
    public ImmutableArray<string> DisagreesWith { get; init; } = [];

    /// <summary>Passages that must be shown along with it.</summary>
    public ImmutableArray<string> With { get; init; } = [];
}
