namespace BackCare.Retrieval;

/// <summary>The best so far, the least of them on top (a binary heap). Of equal scores the earlier document is better.</summary>
internal sealed class TopHits
{
    // The score in the upper half and the document, turned round, in the lower: one comparison for both.
    private long[] _heap = new long[16];
    private int _wanted;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>What a document that comes later must have more than; 0 as long as anything is wanted.</summary>
    public int Threshold { get; private set; }

    public void Clear(int wanted)
    {
        if (_heap.Length < wanted)
            _heap = new long[wanted];
        (_wanted, Count, Threshold) = (wanted, 0, 0);
    }

    /// <summary>Documents are offered in their order, with a score above <see cref="Threshold"/>.</summary>
    public void Offer(int document, int score)
    {
        var entry = ((long)score << 32) | (uint)~document;
        if (Count < _wanted)
            Rise(Count++, entry);
        else
            Sink(entry);
        if (Count == _wanted)
            Threshold = (int)(_heap[0] >> 32);
    }

    /// <summary>Fills in the best, best first.</summary>
    /// <param name="unit">What a score of 1 is worth.</param>
    public int Take(Span<ScoredPassage> best, float unit)
    {
        var entries = _heap.AsSpan(0, Count);
        entries.Sort();
        for (var at = 0; at < entries.Length; at++)
        {
            var entry = entries[^(at + 1)];
            best[at] = new ScoredPassage(~(int)entry, (int)(entry >> 32) * unit);
        }

        return entries.Length;
    }

    private void Rise(int at, long entry)
    {
        while (at > 0 && _heap[(at - 1) / 2] > entry)
        {
            _heap[at] = _heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _heap[at] = entry;
    }

    private void Sink(long entry)
    {
        var at = 0;
        for (var child = 1; child < Count; child = (2 * at) + 1)
        {
            if (child + 1 < Count && _heap[child + 1] < _heap[child])
                child++;
            if (_heap[child] >= entry)
                break;
            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = entry;
    }
}
