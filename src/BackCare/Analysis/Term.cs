namespace BackCare.Analysis;

/// <summary>A word that carries something, as the index knows it.</summary>
/// <param name="Text">Stemmed: what is looked up.</param>
/// <param name="Word">The word itself, folded and corrected, canonical where it is a synonym: what has a meaning of its own.</param>
/// <param name="Start">Where it begins in the text as it came.</param>
/// <param name="Length">How much of the text it covers.</param>
public readonly record struct Term(string Text, string Word, int Start, int Length)
{
    /// <summary>How much it counts, 0 to 1: less for a word that an earlier question said.</summary>
    public float Share { get; init; } = 1;
}
