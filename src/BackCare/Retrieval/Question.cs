using System.Collections.Immutable;
using BackCare.Analysis;
using BackCare.Analysis.Patterns;

namespace BackCare.Retrieval;

/// <summary>What a person asks, understood as far as words go.</summary>
/// <param name="Terms">What carries something, in its order; a term may stand twice.</param>
/// <param name="Types">The question types it shows: how-long, safe, cost, … Empty when it shows none.</param>
/// <param name="Steps">How it was understood: corrections, words taken from memory.</param>
public sealed record Question(ImmutableArray<Term> Terms, ImmutableArray<string> Types, ImmutableArray<string> Steps)
{
    /// <summary>Every word of it, corrected, in its order, and what was taken from memory behind them.</summary>
    internal ImmutableArray<WordInput> Words { get; init; } = [];

    /// <summary>Whether it leans on what was said before: "how long for?".</summary>
    public bool Leans { get; init; }

    /// <summary>For learning, what it is asked after: the passage shown last and its first topic. Empty when it is read by itself.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>Whether it names none of the things the corpus is about: no back, no massage, no ice, no pain.</summary>
    public bool IsForeign { get; init; }
}
