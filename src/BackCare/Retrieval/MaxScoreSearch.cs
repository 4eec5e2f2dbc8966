using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BackCare.Retrieval;

/// <summary>
/// The k best of a disjunction without scoring everything: MaxScore (Turtle and Flood, "Query evaluation: strategies and optimizations",
/// 1995) with bounds of blocks rather than of whole lists (Ding and Suel, "Faster top-k document retrieval using block-max indexes", 2011),
/// a window of documents at a time, as Lucene does it. Holds what a search needs and is used again: a search allocates nothing.
/// </summary>
internal sealed class MaxScoreSearch
{
    private const int FirstWindow = 1024;
    private const int LargestWindow = 4096;

    [ThreadStatic]
    private static MaxScoreSearch? _mine;

    private readonly TopHits _top = new();
    private readonly int[] _scores = new int[LargestWindow];
    private readonly int[] _found = new int[LargestWindow];
    private PostingsCursor[] _cursors = [];
    private OpenTerm[] _terms = [];
    private int _count;

    /// <summary>The one of this thread, with no term in it.</summary>
    public static MaxScoreSearch Mine()
    {
        var mine = _mine ??= new MaxScoreSearch();
        mine._count = 0;
        return mine;
    }

    /// <summary>Searches for one more term.</summary>
    /// <param name="weight">What it adds where it counts fully; what is not above 0 is left out.</param>
    public void Add(FieldIndex index, in Postings postings, float weight)
    {
        if (!(weight > 0))
            return;
        if (_count == _terms.Length)
            Grow();
        _terms[_count++] = new OpenTerm(index, postings, weight);
    }

    /// <summary>Fills in the best, best first, and says how many there are.</summary>
    /// <param name="documents">How many the index has.</param>
    public int Run(int documents, Span<ScoredPassage> best)
    {
        var wanted = Math.Min(documents, best.Length);
        if (_count == 0 || wanted == 0)
            return 0;

        var unit = OpenCursors();
        _top.Clear(wanted);
        for (var (start, size) = (0, FirstWindow); start < documents; start += size, size = Math.Min(2 * size, LargestWindow))
            Window(start, Math.Min(start + size, documents));

        return _top.Take(best, unit);
    }

    private void Grow()
    {
        Array.Resize(ref _terms, Math.Max(16, 2 * _count));
        Array.Resize(ref _cursors, _terms.Length);
        for (var at = _count; at < _cursors.Length; at++)
            _cursors[at] = new PostingsCursor();
    }

    /// <summary>Sets the unit of whole scores so that the sum of all terms just fits.</summary>
    private float OpenCursors()
    {
        var total = 0f;
        foreach (var term in _terms.AsSpan(0, _count))
            total += term.Weight;
        var exponent = 28 - MathF.ILogB(total);
        for (var at = 0; at < _count; at++)
            _cursors[at].Open(_terms[at].Index, _terms[at].Postings, MathF.ScaleB(_terms[at].Weight, exponent));

        return MathF.ScaleB(1, -exponent);
    }

    private void Window(int start, int end)
    {
        var cursors = _cursors.AsSpan(0, _count);
        var (optional, rest) = _top.Threshold > 0 ? Split(cursors, start, end) : (0, 0);
        if (optional == cursors.Length)
            return;

        var scores = _scores.AsSpan(0, end - start);
        scores.Clear();
        foreach (var cursor in cursors[optional..])
            cursor.AddTo(scores, start, end);

        if (optional == 0)
            Offer(scores, start);
        else
            Complete(scores, start, Find(scores, _top.Threshold - rest), cursors[..optional], rest);
    }

    /// <summary>
    /// Puts the terms that can't lift a document over the threshold by themselves first: a document that has none of the others needn't be
    /// looked at.
    /// </summary>
    /// <returns>How many there are, and the most they add together.</returns>
    private (int Optional, int Most) Split(Span<PostingsCursor> cursors, int start, int end)
    {
        foreach (var cursor in cursors)
            cursor.Look(start, end);
        for (var at = 1; at < cursors.Length; at++)
        {
            var cursor = cursors[at];
            var to = at;
            for (; to > 0 && cursors[to - 1].Bound > cursor.Bound; to--)
                cursors[to] = cursors[to - 1];
            cursors[to] = cursor;
        }

        var (optional, rest) = (0, 0);
        while (optional < cursors.Length && rest + cursors[optional].Bound <= _top.Threshold)
            rest += cursors[optional++].Bound;

        return (optional, rest);
    }

    private void Offer(ReadOnlySpan<int> scores, int start)
    {
        ref var first = ref MemoryMarshal.GetReference(scores);
        var at = 0;
        for (; at <= scores.Length - Vector256<int>.Count; at += Vector256<int>.Count)
        {
            var better = Vector256.GreaterThan(Vector256.LoadUnsafe(ref first, (nuint)at), Vector256.Create(_top.Threshold)).ExtractMostSignificantBits();
            for (; better != 0; better &= better - 1)
                OfferOne(at + BitOperations.TrailingZeroCount(better), scores, start);
        }

        for (; at < scores.Length; at++)
            OfferOne(at, scores, start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void OfferOne(int at, ReadOnlySpan<int> scores, int start)
    {
        if (scores[at] > _top.Threshold)
            _top.Offer(start + at, scores[at]);
    }

    /// <summary>Notes the places where the score is above a limit, and says how many there are.</summary>
    private int Find(ReadOnlySpan<int> scores, int limit)
    {
        ref var first = ref MemoryMarshal.GetReference(scores);
        var (at, count) = (0, 0);
        for (; at <= scores.Length - Vector256<int>.Count; at += Vector256<int>.Count)
        {
            var better = Vector256.GreaterThan(Vector256.LoadUnsafe(ref first, (nuint)at), Vector256.Create(limit)).ExtractMostSignificantBits();
            for (; better != 0; better &= better - 1)
                _found[count++] = at + BitOperations.TrailingZeroCount(better);
        }

        for (; at < scores.Length; at++)
        {
            if (scores[at] > limit)
                _found[count++] = at;
        }

        return count;
    }

    /// <summary>Adds the optional terms to what was found, the one that may add most first; what can't be lifted any more is dropped.</summary>
    private void Complete(Span<int> scores, int start, int count, ReadOnlySpan<PostingsCursor> optional, int rest)
    {
        for (var term = optional.Length - 1; term >= 0 && count > 0 && rest > 0; term--)
        {
            rest -= optional[term].Bound;
            var kept = 0;
            foreach (var at in _found.AsSpan(0, count))
            {
                scores[at] += optional[term].Probe(start + at);
                if (scores[at] + rest > _top.Threshold)
                    _found[kept++] = at;
            }

            count = kept;
        }

        foreach (var at in _found.AsSpan(0, count))
            OfferOne(at, scores, start);
    }

    private readonly record struct OpenTerm(FieldIndex Index, Postings Postings, float Weight);
}
