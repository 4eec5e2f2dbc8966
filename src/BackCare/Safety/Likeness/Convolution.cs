using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BackCare.Safety.Likeness;

/// <summary>
/// Patterns of one to five neighbouring words by their meaning, each looked for anywhere in a text: the strongest place of each counts
/// (Kim 2014, "Convolutional neural networks for sentence classification").
/// </summary>
internal sealed class Convolution
{
    /// <summary>How many words the patterns span, a group of patterns each.</summary>
    public static readonly int[] Widths = [1, 2, 3, 5];

    private const int MostKept = 4_000;

    private readonly ConcurrentDictionary<string, float[]> _kept = new(StringComparer.Ordinal);
    private float[][]? _marks;

    /// <summary>All zero, or as they were learned.</summary>
    /// <param name="patterns">Of each width.</param>
    public Convolution(int patterns)
    {
        Patterns = patterns;
        Weights = new float[patterns * Widths.Sum() * WordInput.Size];
        Offsets = new float[patterns * Widths.Length];
        Votes = new float[patterns * Widths.Length];
    }

    /// <summary>How many patterns of each width there are.</summary>
    public int Patterns { get; }

    /// <summary>By group, pattern, place in the pattern, number of the input.</summary>
    public float[] Weights { get; }

    /// <summary>One a pattern.</summary>
    public float[] Offsets { get; }

    /// <summary>How much each pattern speaks for a red flag.</summary>
    public float[] Votes { get; }

    /// <summary>Where no pattern is found.</summary>
    public float Constant { get; set; }

    /// <summary>How many words all patterns of one number reach over, one width after the other.</summary>
    private static int Places { get; } = Widths.Sum();

    /// <summary>How much a text speaks for a red flag; below 0 against.</summary>
    public double Score(IReadOnlyList<WordInput> words)
    {
        if (words.Count == 0)
            return Constant;

        // What a word adds to each pattern at each of its places doesn't depend on the text: it is worked out once.
        var size = Places * Patterns;
        var room = ArrayPool<float>.Shared.Rent(words.Count * size);
        try
        {
            for (var at = 0; at < words.Count; at++)
                WriteParts(words[at], room.AsSpan(at * size, size));
            return Score(room, words.Count, size);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(room);
        }
    }

    private float Score(float[] parts, int words, int size)
    {
        var score = Constant;
        Span<float> sums = stackalloc float[Patterns];
        Span<float> best = stackalloc float[Patterns];
        var place = 0;
        for (var group = 0; group < Widths.Length; group++)
        {
            best.Fill(float.MinValue);
            for (var start = 0; start < words; start++)
            {
                sums.Clear();
                for (var within = 0; within < Widths[group] && start + within < words; within++)
                    Add(parts.AsSpan(((start + within) * size) + ((place + within) * Patterns), Patterns), sums);
                for (var pattern = 0; pattern < Patterns; pattern++)
                    best[pattern] = Math.Max(best[pattern], sums[pattern]);
            }

            for (var pattern = 0; pattern < Patterns; pattern++)
                score += Votes[(group * Patterns) + pattern] * Math.Max(0, best[pattern] + Offsets[(group * Patterns) + pattern]);
            place += Widths[group];
        }

        return score;
    }

    // By place, then pattern.
    private void WriteParts(WordInput word, Span<float> parts)
    {
        if (!_kept.TryGetValue(word.Text, out var meaning))
        {
            meaning = MeaningParts(word);
            if (word.IsKnown && _kept.Count < MostKept)
                _kept[word.Text] = meaning;
        }

        meaning.CopyTo(parts);
        if (word.Marks == 0)
            return;
        var marks = _marks ??= [.. Enumerable.Range(0, WordInput.MarkCount).Select(MarkParts)];
        for (var mark = 0; mark < WordInput.MarkCount; mark++)
        {
            if ((word.Marks >> mark & 1) != 0)
                Add(marks[mark], parts);
        }
    }

    private float[] MeaningParts(WordInput word)
    {
        var vector = new float[WordInput.MeaningSize];
        word.ReadMeaning(vector);
        var parts = new float[Places * Patterns];
        ForEachPlace((place, pattern, weights) => parts[(place * Patterns) + pattern] = Dot(weights.AsSpan()[..WordInput.MeaningSize], vector));
        return parts;
    }

    private float[] MarkParts(int mark)
    {
        var parts = new float[Places * Patterns];
        ForEachPlace((place, pattern, weights) => parts[(place * Patterns) + pattern] = weights[WordInput.MeaningSize + mark]);
        return parts;
    }

    private void ForEachPlace(Action<int, int, ArraySegment<float>> work)
    {
        var (at, before) = (0, 0);
        foreach (var width in Widths)
        {
            for (var pattern = 0; pattern < Patterns; pattern++)
            {
                for (var within = 0; within < width; within++, at += WordInput.Size)
                    work(before + within, pattern, new ArraySegment<float>(Weights, at, WordInput.Size));
            }

            before += width;
        }
    }

    // Four at a time on every machine, so that sums come out the same on each.
    internal static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var a = MemoryMarshal.Cast<float, Vector128<float>>(left);
        var b = MemoryMarshal.Cast<float, Vector128<float>>(right);
        var (even, odd) = (Vector128<float>.Zero, Vector128<float>.Zero);
        var at = 0;
        for (; at + 1 < a.Length; at += 2)
        {
            even += a[at] * b[at];
            odd += a[at + 1] * b[at + 1];
        }

        if (at < a.Length)
            even += a[at] * b[at];
        return Vector128.Sum(even + odd);
    }

    private static void Add(ReadOnlySpan<float> what, Span<float> to)
    {
        var from = MemoryMarshal.Cast<float, Vector128<float>>(what);
        var sums = MemoryMarshal.Cast<float, Vector128<float>>(to);
        for (var at = 0; at < from.Length; at++)
            sums[at] += from[at];
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Patterns);
        writer.Write(Constant);
        foreach (var numbers in (float[][])[Weights, Offsets, Votes])
            writer.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
    }

    public static Convolution Read(BinaryReader reader)
    {
        var read = new Convolution(reader.ReadInt32()) { Constant = reader.ReadSingle() };
        foreach (var numbers in (float[][])[read.Weights, read.Offsets, read.Votes])
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return read;
    }
}
