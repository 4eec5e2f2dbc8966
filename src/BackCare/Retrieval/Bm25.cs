namespace BackCare.Retrieval;

/// <summary>
/// The formula of Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), as Lucene has it: idf is
/// ln(1 + (N - n + 0.5) / (n + 0.5)), and the constant factor (k1 + 1) is left out.
/// </summary>
/// <param name="K1">How soon a further occurrence of a term stops to count.</param>
/// <param name="B">How much a long text is held against it, 0 to 1.</param>
/// <param name="RoundedLength">Whether a length counts as the one that Lucene's byte stands for: only to be held against Lucene's figures.</param>
public readonly record struct Bm25(double K1, double B, bool RoundedLength = false)
{
    /// <summary>Lucene's defaults.</summary>
    public static Bm25 Default { get; } = new(1.2, 0.75);

    public static double Idf(int documents, int documentsWithTerm) =>
        Math.Log(1 + ((documents - documentsWithTerm + 0.5) / (documentsWithTerm + 0.5)));

    /// <summary>How much a term that stands <paramref name="frequency"/> times counts, 0 to 1, before idf.</summary>
    public double Saturation(double frequency, int length, double averageLength) => frequency / (frequency + Norm(length, averageLength));

    /// <summary>How often a term must stand in a text of this length to count half.</summary>
    public double Norm(int length, double averageLength) => K1 * (1 - B + (B * (RoundedLength ? Rounded(length) : length) / averageLength));

    /// <summary>The length that is left of <paramref name="length"/> in Lucene's byte (SmallFloat.intToByte4): four significant bits above 40.</summary>
    public static int Rounded(int length)
    {
        const int exact = 24;
        if (length < exact)
            return length;
        var shift = Math.Max(0, 28 - int.LeadingZeroCount(length - exact));
        return exact + ((length - exact) >> shift << shift);
    }
}
