namespace BackCare.Retrieval;

/// <summary>A passage by its place in the corpus, and its score.</summary>
public readonly record struct ScoredPassage(int Passage, float Score);
