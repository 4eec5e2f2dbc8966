namespace BackCare.Retrieval;

/// <summary>The postings of one term while an index is built: full blocks as they will stand, and the block that is being filled.</summary>
internal sealed class PostingsBuilder(string term)
{
    private readonly List<byte[]> _blocks = [];
    private readonly List<int> _last = [];
    private int[] _documents = new int[2];
    private int[] _frequencies = new int[2];
    private int _filled;

    public string Term => term;

    /// <summary>The blocks written so far; all of them after <see cref="Flush"/>.</summary>
    public IReadOnlyList<byte[]> Blocks => _blocks;

    /// <summary>The last document of each block.</summary>
    public IReadOnlyList<int> Last => _last;

    /// <summary>How many documents have the term.</summary>
    public int Documents { get; private set; }

    /// <summary>The term stands once more in the document, which is the last that was added or comes behind it.</summary>
    public void Add(int document)
    {
        if (_filled > 0 && _documents[_filled - 1] == document)
        {
            _frequencies[_filled - 1]++;
            return;
        }

        // A block is written when the next one begins: until then its last document may still count up.
        if (_filled == Postings.BlockSize)
            Flush();
        if (_filled == _documents.Length)
        {
            Array.Resize(ref _documents, 2 * _filled);
            Array.Resize(ref _frequencies, 2 * _filled);
        }

        _documents[_filled] = document;
        _frequencies[_filled++] = 1;
        Documents++;
    }

    /// <summary>Writes the block that is being filled.</summary>
    public void Flush()
    {
        _blocks.Add(PostingsBlock.Write(_documents.AsSpan(0, _filled), _frequencies.AsSpan(0, _filled), _last is [.., var last] ? last : -1));
        _last.Add(_documents[_filled - 1]);
        _filled = 0;
    }
}
