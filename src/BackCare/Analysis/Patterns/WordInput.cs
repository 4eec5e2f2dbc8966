namespace BackCare.Analysis.Patterns;

/// <summary>A word as the patterns see it: its meaning as a vector, and marks of what stands round it.</summary>
/// <param name="Text">Folded.</param>
/// <param name="Meant">What a misspelt word may have been meant as; empty for the word itself.</param>
/// <param name="Marks">A bit each; what they mean is up to whoever reads the text.</param>
internal readonly record struct WordInput(string Text, IReadOnlyList<string> Meant, int Marks)
{
    /// <summary>How many numbers its meaning has.</summary>
    public const int MeaningSize = 200;

    /// <summary>How long a vector is, at most: it has two halves, each about of length one.</summary>
    public const float LongestMeaning = 1.41421356f;

    /// <summary>Its vector: zeros for a word without one; the middle of what it may have been meant as.</summary>
    public void ReadMeaning(Span<float> vector)
    {
        vector.Clear();
        foreach (var meant in Meant)
            WordVectors.Shipped.AddTo(vector, meant, LongestMeaning / Meant.Count);
        if (Meant.Count == 0)
            WordVectors.Shipped.AddTo(vector, Text, LongestMeaning);
    }
}
