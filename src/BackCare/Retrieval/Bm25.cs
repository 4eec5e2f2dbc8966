namespace BackCare.Retrieval;

/// <summary>
/// The formula of Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), as Lucene has it: idf is
/// ln(1 + (N - n + 0.5) / (n + 0.5)), and the constant factor (k1 + 1) is left out.
/// </summary>
/// <param name="K1">How soon a further occurrence of a term stops to count.</param>
/// <param name="B">How much a long text is held against it, 0 to 1.</param>
public readonly record struct Bm25(double K1, double B)
{
    /// <summary>Lucene's defaults.</summary>
    public static Bm25 Default { get; } = new(1.2, 0.75);

    public static double Idf(int documents, int documentsWithTerm) =>
        Math.Log(1 + ((documents - documentsWithTerm + 0.5) / (documentsWithTerm + 0.5)));

    /// <summary>How much a term that stands <paramref name="frequency"/> times counts, 0 to 1, before idf.</summary>
    public double Saturation(double frequency, double length, double averageLength) =>
        frequency / (frequency + (K1 * (1 - B + (B * length / averageLength))));
}
