namespace BackCare.Retrieval;

/// <summary>
/// Where the postings of one term stand: which documents have it, in their order. They are cut into blocks; a list that fits into one has
/// no row in the table of blocks.
/// </summary>
/// <param name="Documents">How many have the term.</param>
/// <param name="FirstBlock">The row of its first block; -1 when there is only the one at <paramref name="Place"/>.</param>
/// <param name="Place">Where the only block begins.</param>
internal readonly record struct Postings(int Documents, int FirstBlock, int Place)
{
    /// <summary>How many postings a block holds; only the last of a list holds fewer.</summary>
    public const int BlockSize = 128;

    public int Blocks => (Documents + BlockSize - 1) / BlockSize;

    /// <summary>How many postings the block holds.</summary>
    public int SizeOf(int block) => Math.Min(BlockSize, Documents - (block * BlockSize));
}
