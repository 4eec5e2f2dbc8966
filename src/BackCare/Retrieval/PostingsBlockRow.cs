namespace BackCare.Retrieval;

/// <summary>A block of a long list of postings: what is known of it before it is read.</summary>
/// <param name="Last">Its last document.</param>
/// <param name="Place">Where it begins.</param>
/// <param name="Most">The most that the term counts in any of its documents, 0 to 1.</param>
internal readonly record struct PostingsBlockRow(int Last, int Place, float Most);

/// <summary>How often the term stands in each document of a block.</summary>
internal readonly ref struct BlockFrequencies(ReadOnlySpan<byte> bytes, int width)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Whether the term stands once in every document.</summary>
    public bool AllOne => width == 0;

    /// <summary>One byte each; to be read only when there is such a span, that is when it isn't empty.</summary>
    public ReadOnlySpan<byte> Bytes => width == 1 ? _bytes : [];

    public int this[int at] => width == 0 ? 1 : PostingsBlock.Get(_bytes, at, width);
}
