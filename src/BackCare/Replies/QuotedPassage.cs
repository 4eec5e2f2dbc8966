using BackCare.Passages;

namespace BackCare.Replies;

/// <summary>A passage as it is shown: numbered, with its quote word for word.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Passage">What is quoted.</param>
/// <param name="Score">The ranking's score, for curators.</param>
/// <param name="Probability">How likely it answers, 0 to 1, calibrated.</param>
/// <param name="Confidence">What people see of it.</param>
public sealed record QuotedPassage(int Number, Passage Passage, double Score, double Probability, ConfidenceLevel Confidence);

/// <summary>How sure the first passage answers, in words for people.</summary>
public enum ConfidenceLevel
{
    /// <summary>Good enough to quote.</summary>
    Medium,

    /// <summary>Nearly always right.</summary>
    High,
}
