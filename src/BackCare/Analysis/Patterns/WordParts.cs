using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BackCare.Analysis.Patterns;

/// <summary>
/// What each word adds to each pattern at each of its places. That doesn't depend on the text, so it is worked out once a word and kept: in whole
/// numbers of sixteen bits, which come out the same on every machine in any order.
/// </summary>
internal sealed class WordParts
{
    // Some thirty megabytes of the classifier's.
    private const int MostKept = 4_500;

    private readonly PatternShape _shape;
    private readonly float[] _weights;
    private readonly short[] _nothing;
    private readonly short[][] _ofMarks;
    private readonly ConcurrentDictionary<string, short[]> _ofWords = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, short[]> _ofManyMarks = new();

    /// <param name="shape">Its patterns are a multiple of <see cref="Vector256{T}.Count"/> of each width.</param>
    /// <param name="weights">As <see cref="WordPatterns.Weights"/> has them.</param>
    public WordParts(PatternShape shape, float[] weights)
    {
        (_shape, _weights) = (shape, weights);
        Unit = Largest() / short.MaxValue;
        _nothing = new short[shape.Places * shape.Each];
        _ofMarks = [.. Enumerable.Range(0, shape.Marks).Select(OfMark)];
    }

    /// <summary>What one of the whole numbers is worth.</summary>
    public float Unit { get; }

    /// <summary>How strongly each pattern is found where it is strongest, before its offset: the greatest sum over neighbouring words; where the words end, what there is counts.</summary>
    /// <param name="words">One at least.</param>
    /// <param name="best">One a pattern, to be filled.</param>
    public void Find(IReadOnlyList<WordInput> words, Span<short> best)
    {
        var (rows, marks) = (new short[words.Count][], new short[words.Count][]);
        for (var at = 0; at < rows.Length; at++)
            (rows[at], marks[at]) = (OfWord(words[at]), OfMarks(words[at].Marks));
        var place = 0;
        for (var group = 0; group < _shape.Widths.Length; group++)
        {
            TakeGreatest(rows, marks, place * _shape.Each, _shape.Widths[group], best.Slice(group * _shape.Each, _shape.Each));
            place += _shape.Widths[group];
        }
    }

    /// <summary>Takes, for each number, the greatest sum over neighbouring rows, each with what is added to it: of the first row the numbers from an offset on, of the next those a step further, and so on.</summary>
    private static void TakeGreatest(short[][] rows, short[][] added, int offset, int width, Span<short> best)
    {
        var most = MemoryMarshal.Cast<short, Vector256<short>>(best);
        most.Fill(Vector256.Create(short.MinValue));
        for (var start = 0; start < rows.Length; start++)
        {
            var count = Math.Min(width, rows.Length - start);
            for (var at = 0; at < most.Length; at++)
            {
                var from = offset + (at * Vector256<short>.Count);
                var sum = Vector256<short>.Zero;
                for (var within = 0; within < count; within++, from += best.Length)
                    sum += Vector256.Create(rows[start + within].AsSpan(from)) + Vector256.Create(added[start + within].AsSpan(from));
                most[at] = Vector256.Max(most[at], sum);
            }
        }
    }

    private short[] OfWord(WordInput word) => word.Meant.Count switch
    {
        0 => OfWord(word.Text),
        1 => OfWord(word.Meant[0]),
        _ => Middle([.. word.Meant.Select(OfWord)]),
    };

    // By place, then pattern. A word without a meaning says nothing, and isn't kept: it may be a name.
    private short[] OfWord(string word)
    {
        if (_ofWords.TryGetValue(word, out var kept))
            return kept;
        Span<float> vector = stackalloc float[_shape.WordSize];
        vector.Clear();
        new WordInput(word, [], 0).ReadMeaning(vector[..WordInput.MeaningSize]);
        if (!vector.ContainsAnyExcept(0f))
            return _nothing;
        var parts = WorkOut(vector);
        if (_ofWords.Count < MostKept)
            _ofWords[word] = parts;
        return parts;
    }

    private short[] OfMark(int mark)
    {
        var vector = new float[_shape.WordSize];
        vector[WordInput.MeaningSize + mark] = 1;
        return WorkOut(vector);
    }

    private short[] OfMarks(int marks) => marks == 0 ? _nothing : _ofManyMarks.GetOrAdd(marks, Sum);

    private short[] Sum(int marks)
    {
        var sum = new short[_nothing.Length];
        foreach (var mark in _ofMarks.Where((_, mark) => (marks >> mark & 1) != 0))
        {
            for (var at = 0; at < sum.Length; at++)
                sum[at] += mark[at];
        }

        return sum;
    }

    private static short[] Middle(ImmutableArray<short[]> parts)
    {
        var middle = new short[parts[0].Length];
        for (var at = 0; at < middle.Length; at++)
            middle[at] = (short)(parts.Sum(one => one[at]) / parts.Length);
        return middle;
    }

    private short[] WorkOut(ReadOnlySpan<float> vector)
    {
        var parts = new short[_nothing.Length];
        Span<float> sums = stackalloc float[Sums.AtOnce];
        var (row, before) = (0, 0);
        foreach (var width in _shape.Widths)
        {
            for (var at = 0; at < width * _shape.Each; at += Sums.AtOnce, row += Sums.AtOnce)
            {
                Sums.Dots(vector, _weights.AsSpan(row * _shape.WordSize), _shape.WordSize, sums);
                for (var one = 0; one < sums.Length; one++)
                    parts[((before + ((at + one) % width)) * _shape.Each) + ((at + one) / width)] = (short)MathF.Round(sums[one] / Unit);
            }

            before += width;
        }

        return parts;
    }

    /// <summary>No pattern can be stronger than this, wherever it is found: what its weights make of the longest vector there is, with every mark.</summary>
    private float Largest()
    {
        var (largest, from) = (1e-6f, 0);
        for (var pattern = 0; pattern < _shape.Patterns; pattern++)
        {
            var strength = 0f;
            for (var place = 0; place < _shape.WidthOf(pattern); place++, from += _shape.WordSize)
            {
                var meaning = _weights.AsSpan(from, WordInput.MeaningSize);
                strength += WordInput.LongestMeaning * MathF.Sqrt(Sums.Dot(meaning, meaning));
                foreach (var mark in _weights.AsSpan(from + WordInput.MeaningSize, _shape.Marks))
                    strength += MathF.Abs(mark);
            }

            largest = MathF.Max(largest, strength);
        }

        // Rounding adds up to half a unit for each word and each mark.
        return largest * 1.01f;
    }
}
