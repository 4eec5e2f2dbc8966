namespace BackCare.Retrieval;

/// <summary>One term's postings in one field, read forwards during a search. Scores are whole numbers: their sum is the same in any order.</summary>
internal sealed class PostingsCursor
{
    private readonly int[] _documents = new int[Postings.BlockSize + PostingsBlock.Slack];
    private FieldIndex _index = null!;
    private Postings _postings;
    private float _weight;
    private float _most;
    private int _block;
    private int _loaded;
    private int _at;

    /// <summary>The most that the term adds to a document of the window that was looked at last.</summary>
    public int Bound { get; private set; }

    /// <summary>Begins with the first posting.</summary>
    /// <param name="weight">What the term adds to a document where it counts fully; more than 0.</param>
    public void Open(FieldIndex index, in Postings postings, float weight)
    {
        (_index, _postings, _weight) = (index, postings, weight);
        (_block, _loaded, _at, _most) = (0, -1, 0, -1);
    }

    /// <summary>Works out <see cref="Bound"/> for the documents from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    public void Look(int start, int end)
    {
        if (_postings.FirstBlock < 0)
        {
            LookIntoOnly(start, end);
            return;
        }

        var rows = Rows;
        while (_block < rows.Length && rows[_block].Last < start)
            _block++;
        var most = 0f;
        for (var block = _block; block < rows.Length && (block == 0 || rows[block - 1].Last + 1 < end); block++)
            most = Math.Max(most, rows[block].Most);
        Bound = (int)(_weight * most);
    }

    /// <summary>Adds the term's score to each document from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    /// <param name="scores">That of <paramref name="start"/> first.</param>
    public void AddTo(Span<int> scores, int start, int end)
    {
        for (; _block < _postings.Blocks; _block++)
        {
            if (Last(_block) < start)
                continue;
            if (_block > 0 && Last(_block - 1) + 1 >= end)
                return;

            var documents = Load();
            if (_at < documents.Length && documents[_at] < start)
                _at = At(documents, start);
            var to = documents[^1] < end ? documents.Length : At(documents, end);
            Add(documents[..to], scores, start);
            _at = to;
            if (to < documents.Length)
                return;
        }
    }

    /// <summary>What the term adds to one document, no earlier than the ones asked for before.</summary>
    public int Probe(int document)
    {
        while (_block < _postings.Blocks && Last(_block) < document)
            _block++;
        if (_block == _postings.Blocks)
            return 0;

        var documents = Load();
        _at = At(documents, document);
        return _at < documents.Length && documents[_at] == document
            ? (int)(_weight * _index.Lengths.Saturation(Frequencies[_at], document))
            : 0;
    }

    private ReadOnlySpan<PostingsBlockRow> Rows => _index.Blocks.Slice(_postings.FirstBlock, _postings.Blocks);

    private BlockFrequencies Frequencies => _index.Frequencies(_postings, _block);

    // An only block has no row, and is read before anything is known of it.
    private int Last(int block) => _postings.FirstBlock < 0 ? int.MaxValue : _index.Blocks[_postings.FirstBlock + block].Last;

    private ReadOnlySpan<int> Load()
    {
        if (_loaded != _block)
        {
            _index.Read(_postings, _block, _documents);
            (_loaded, _at) = (_block, 0);
        }

        return _documents.AsSpan(0, _postings.SizeOf(_block));
    }

    /// <summary>The first posting, not before the one that was reached, whose document is no earlier.</summary>
    private int At(ReadOnlySpan<int> documents, int document)
    {
        var at = _at;
        while (at + 8 < documents.Length && documents[at + 7] < document)
            at += 8;
        while (at < documents.Length && documents[at] < document)
            at++;
        return at;
    }

    private void Add(ReadOnlySpan<int> documents, Span<int> scores, int start)
    {
        var frequencies = Frequencies;
        if (frequencies.AllOne || frequencies.Bytes.Length > 0)
        {
            _index.Lengths.AddTo(scores, start, documents[_at..], frequencies.AllOne ? [] : frequencies.Bytes[_at..], _weight);
            return;
        }

        for (var at = _at; at < documents.Length; at++)
            scores[documents[at] - start] += (int)(_weight * _index.Lengths.Saturation(frequencies[at], documents[at]));
    }

    private void LookIntoOnly(int start, int end)
    {
        Bound = 0;
        if (_block > 0)
            return;
        var documents = Load();
        _at = At(documents, start);
        if (_at == documents.Length)
            _block++;
        else if (documents[_at] < end)
            Bound = (int)(_weight * (_most < 0 ? _most = MostOfOnly(documents) : _most));
    }

    private float MostOfOnly(ReadOnlySpan<int> documents)
    {
        var most = 0f;
        var frequencies = Frequencies;
        for (var at = 0; at < documents.Length; at++)
            most = Math.Max(most, _index.Lengths.Saturation(frequencies[at], documents[at]));
        return most;
    }
}
