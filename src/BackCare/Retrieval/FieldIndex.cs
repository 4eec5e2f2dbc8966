using System.Buffers.Binary;

namespace BackCare.Retrieval;

/// <summary>
/// An inverted index over one field: one array of bytes with every term, its name beside its postings, and a table of places to find it by
/// its hash. Immutable; about a byte and a half a posting, and nothing to build when a term is looked up.
/// </summary>
internal sealed class FieldIndex
{
    private const int KnownIdfs = 1024;

    private readonly int[] _slots;
    private readonly byte[] _bytes;
    private readonly PostingsBlockRow[] _blocks;
    private readonly float[] _idf;

    public FieldIndex(FieldLengths lengths, int[] slots, byte[] bytes, PostingsBlockRow[] blocks)
    {
        Lengths = lengths;
        _slots = slots;
        _bytes = bytes;
        _blocks = blocks;
        _idf = [.. Enumerable.Range(0, Math.Min(lengths.Documents + 1, KnownIdfs)).Select(count => (float)Bm25.Idf(lengths.Documents, count))];
    }

    public FieldLengths Lengths { get; }

    public ReadOnlySpan<PostingsBlockRow> Blocks => _blocks;

    /// <summary>How much a term that so many documents have tells.</summary>
    public float Idf(int documents) => documents < _idf.Length ? _idf[documents] : (float)Bm25.Idf(Lengths.Documents, documents);

    /// <summary>The postings of a term; false when no document has it.</summary>
    /// <param name="hash">Of the key: the same for every field.</param>
    public bool TryFind(ReadOnlySpan<byte> key, uint hash, out Postings postings)
    {
        for (var slot = TermKey.Slot(hash, _slots.Length); _slots[slot] is > 0 and var place; slot = slot + 1 == _slots.Length ? 0 : slot + 1)
        {
            var length = _bytes[place];
            if (length != key.Length || !_bytes.AsSpan(place + 1, length).SequenceEqual(key))
                continue;
            postings = ReadPostings(place + 1 + length);
            return true;
        }

        postings = default;
        return false;
    }

    /// <summary>The postings of a term; false when no document has it.</summary>
    public bool TryFind(string term, out Postings postings)
    {
        Span<byte> key = stackalloc byte[TermKey.Longest];
        key = key[..TermKey.Write(term, key)];
        return TryFind(key, TermKey.Hash(key), out postings);
    }

    /// <summary>Adds what the term is worth, times <paramref name="weight"/>, to the score of each document that has it.</summary>
    public void AddScores(in Postings postings, float weight, Span<float> scores)
    {
        var worth = weight * Idf(postings.Documents);
        Span<int> documents = stackalloc int[Postings.BlockSize + PostingsBlock.Slack];
        for (var block = 0; block < postings.Blocks; block++)
        {
            var size = postings.SizeOf(block);
            var frequencies = Read(postings, block, documents);
            for (var at = 0; at < size; at++)
                scores[documents[at]] += worth * Lengths.Saturation(frequencies[at], documents[at]);
        }
    }

    /// <summary>What the term is worth in one document; 0 when it isn't there.</summary>
    public float Score(string term, int document)
    {
        if (!TryFind(term, out var postings))
            return 0;
        Span<int> documents = stackalloc int[Postings.BlockSize + PostingsBlock.Slack];
        for (var block = 0; block < postings.Blocks; block++)
        {
            if (postings.FirstBlock >= 0 && _blocks[postings.FirstBlock + block].Last < document)
                continue;
            var size = postings.SizeOf(block);
            var frequencies = Read(postings, block, documents);
            var at = documents[..size].BinarySearch(document);
            return at < 0 ? 0 : Idf(postings.Documents) * Lengths.Saturation(frequencies[at], document);
        }

        return 0;
    }

    /// <summary>Reads the documents of a block, and gives its frequencies.</summary>
    /// <param name="documents">Longer than a block by <see cref="PostingsBlock.Slack"/>.</param>
    public BlockFrequencies Read(in Postings postings, int block, Span<int> documents)
    {
        var size = postings.SizeOf(block);
        var place = PlaceOf(postings, block);
        var previous = block == 0 ? -1 : _blocks[postings.FirstBlock + block - 1].Last;
        PostingsBlock.ReadDocuments(_bytes, place, size, previous, documents);
        return PostingsBlock.Frequencies(_bytes, place, size);
    }

    /// <summary>The frequencies of a block.</summary>
    public BlockFrequencies Frequencies(in Postings postings, int block) =>
        PostingsBlock.Frequencies(_bytes, PlaceOf(postings, block), postings.SizeOf(block));

    private int PlaceOf(in Postings postings, int block) => postings.FirstBlock < 0 ? postings.Place : _blocks[postings.FirstBlock + block].Place;

    private Postings ReadPostings(int place)
    {
        var (documents, shift) = (0, 0);
        while (_bytes[place] > 0x7F)
        {
            documents |= (_bytes[place++] & 0x7F) << shift;
            shift += 7;
        }

        documents |= _bytes[place++] << shift;
        return documents <= Postings.BlockSize
            ? new Postings(documents, -1, place)
            : new Postings(documents, BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(place)), 0);
    }
}
