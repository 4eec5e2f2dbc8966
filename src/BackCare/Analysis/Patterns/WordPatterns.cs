using System.Runtime.InteropServices;

namespace BackCare.Analysis.Patterns;

/// <summary>
/// Which of some classes a text belongs to, by patterns of a few neighbouring words and their meaning, each looked for anywhere in it: the
/// strongest place of each counts (Kim 2014, "Convolutional neural networks for sentence classification").
/// </summary>
internal sealed class WordPatterns
{
    // Weights and votes once more, as they are quickest read: both are read for every text.
    private WordParts? _parts;
    private ByteRows? _votes;

    /// <summary>All zero, or as they were learned.</summary>
    public WordPatterns(PatternShape shape)
    {
        Shape = shape;
        Weights = new float[shape.Each * shape.Places * shape.WordSize];
        Offsets = new float[shape.Patterns];
        Votes = new float[shape.Patterns * shape.Classes];
        Constants = new float[shape.Classes];
    }

    public PatternShape Shape { get; }

    /// <summary>By pattern, place in the pattern, number of the word.</summary>
    public float[] Weights { get; }

    /// <summary>One a pattern.</summary>
    public float[] Offsets { get; }

    /// <summary>How much each pattern speaks for a class: by class, then pattern.</summary>
    public float[] Votes { get; }

    /// <summary>What speaks for each class where no pattern is found.</summary>
    public float[] Constants { get; }

    /// <summary>Patterns learned apart as one: what speaks for a class is the mean of what they say.</summary>
    /// <param name="members">All of one shape; at least one.</param>
    public static WordPatterns Together(IReadOnlyList<WordPatterns> members)
    {
        var shape = members[0].Shape;
        var all = new WordPatterns(shape with { Each = shape.Each * members.Count });
        var share = 1f / members.Count;
        for (var (group, from) = (0, 0); group < shape.Widths.Length; group++)
        {
            var length = shape.Each * shape.Widths[group] * shape.WordSize;
            for (var member = 0; member < members.Count; member++)
            {
                var place = ((group * members.Count) + member) * shape.Each;
                members[member].Weights.AsSpan(from, length).CopyTo(all.Weights.AsSpan((from * members.Count) + (member * length)));
                members[member].Offsets.AsSpan(group * shape.Each, shape.Each).CopyTo(all.Offsets.AsSpan(place));
                for (var one = 0; one < shape.Classes; one++)
                    Sums.AddScaled(share, members[member].Votes.AsSpan((one * shape.Patterns) + (group * shape.Each), shape.Each), all.Votes.AsSpan((one * all.Shape.Patterns) + place, shape.Each));
            }

            from += length;
        }

        foreach (var member in members)
        {
            for (var one = 0; one < shape.Classes; one++)
                all.Constants[one] += share * member.Constants[one];
        }

        return all;
    }

    /// <summary>The logarithm of each class's probability.</summary>
    /// <param name="words">The text.</param>
    /// <param name="scores">One a class, to be filled.</param>
    public void Score(IReadOnlyList<WordInput> words, Span<float> scores)
    {
        Span<float> strengths = stackalloc float[Shape.Patterns];
        Find(words, strengths);
        var votes = _votes ??= new ByteRows(Shape.Patterns, Votes);
        Span<short> numbers = stackalloc short[ByteRows.RoomFor(Shape.Patterns)];
        var worth = ByteRows.Prepare(strengths, numbers);
        for (var at = 0; at < scores.Length; at++)
            scores[at] = Constants[at] + votes.Dot(at, numbers, worth);

        Softmax.ToLogShares(scores);
    }

    /// <summary>How strongly each pattern is found.</summary>
    private void Find(IReadOnlyList<WordInput> words, Span<float> strengths)
    {
        strengths.Clear();
        if (words.Count == 0)
            return;

        var parts = _parts ??= new WordParts(Shape, Weights);
        Span<short> best = stackalloc short[Shape.Patterns];
        parts.Find(words, best);
        for (var pattern = 0; pattern < strengths.Length; pattern++)
            strengths[pattern] = Math.Max(0, (best[pattern] * parts.Unit) + Offsets[pattern]);
    }

    public void Write(BinaryWriter writer)
    {
        foreach (var number in (int[])[Shape.Each, Shape.Marks, Shape.Classes, Shape.Widths.Length, .. Shape.Widths])
            writer.Write(number);
        foreach (var numbers in (float[][])[Weights, Offsets, Votes, Constants])
            writer.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
    }

    public static WordPatterns Read(BinaryReader reader)
    {
        var (each, marks, classes) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        var widths = new int[reader.ReadInt32()];
        for (var at = 0; at < widths.Length; at++)
            widths[at] = reader.ReadInt32();
        var read = new WordPatterns(new PatternShape([.. widths], each, marks, classes));
        foreach (var numbers in (float[][])[read.Weights, read.Offsets, read.Votes, read.Constants])
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return read;
    }
}
