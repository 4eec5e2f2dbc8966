using BackCare.Passages;

namespace BackCare.Retrieval;

/// <summary>A passage that matches a query, how well, and why.</summary>
/// <param name="Passage">What matched.</param>
/// <param name="Score">Comparable within one search only; higher is better.</param>
public sealed record Hit(Passage Passage, double Score)
{
    private readonly Lazy<Explanation> _explanation = new(() => new Explanation(Score, "score"));

    public Hit(Passage passage, double score, Explanation explanation)
        : this(passage, score) => _explanation = new Lazy<Explanation>(explanation);

    /// <param name="explain">Called once, and only when somebody asks why.</param>
    public Hit(Passage passage, double score, Func<Explanation> explain)
        : this(passage, score) => _explanation = new Lazy<Explanation>(explain);

    /// <summary>The parts of the score.</summary>
    public Explanation Explanation => _explanation.Value;

    /// <summary>Why is no part of what: two hits are the same when passage and score are.</summary>
    public bool Equals(Hit? other) => other is not null && Passage == other.Passage && Score.Equals(other.Score);

    public override int GetHashCode() => HashCode.Combine(Passage.Id, Score);
}
