using BackCare.Passages;

namespace BackCare.Retrieval;

/// <summary>Something that may answer a question, with the numbers it is ranked by.</summary>
/// <param name="Passage">Null for a topic the corpus knows that it doesn't cover.</param>
/// <param name="Id">Of the passage or the topic.</param>
/// <param name="Score">Higher is better; comparable within one question.</param>
/// <param name="Share">Its part of all candidates' likelihood, 0 to 1 (softmax of the scores).</param>
/// <param name="Numbers">In the order of <see cref="Features.Names"/>.</param>
/// <param name="NearestAsk">The ask that comes nearest.</param>
public sealed record Candidate(Passage? Passage, string Id, double Score, double Share, float[] Numbers, string NearestAsk)
{
    /// <summary>Of the question's words that name something, how much of their weight the candidate says, 0 to 1; 1 when none names anything.</summary>
    public double Topical { get; init; }

    /// <summary>What the classifier makes of the question as a whole.</summary>
    public AskKind Kind { get; init; }
}
