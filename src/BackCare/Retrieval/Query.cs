using System.Collections.Immutable;

namespace BackCare.Retrieval;

/// <summary>The terms asked for, weighted.</summary>
/// <param name="Terms">Analyzed terms; a term stands once.</param>
public sealed record Query(ImmutableArray<WeightedTerm> Terms);

/// <summary>A term and how much it counts: 1 for the person's own word, less for a synonym.</summary>
public readonly record struct WeightedTerm(string Term, double Weight);
