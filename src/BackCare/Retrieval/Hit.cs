using BackCare.Passages;

namespace BackCare.Retrieval;

/// <summary>A passage that matches a query, how well, and why.</summary>
/// <param name="Passage">What matched.</param>
/// <param name="Score">Comparable within one search only; higher is better.</param>
/// <param name="Explanation">The parts of the score.</param>
public sealed record Hit(Passage Passage, double Score, Explanation Explanation);
