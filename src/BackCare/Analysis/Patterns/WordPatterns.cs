using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace BackCare.Analysis.Patterns;

/// <summary>
/// Which of some classes a text belongs to, by patterns of a few neighbouring words and their meaning, each looked for anywhere in it: the
/// strongest place of each counts (Kim 2014, "Convolutional neural networks for sentence classification").
/// </summary>
internal sealed class WordPatterns
{
    private const int MostKept = 2_500;

    private readonly ConcurrentDictionary<(string Text, int Marks), float[]> _kept = new();

    // The votes once more, a byte each: all of them are read for every text.
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

        // What a word adds to each pattern at each of its places doesn't depend on the text: it is worked out once.
        var parts = new float[words.Count][];
        for (var at = 0; at < parts.Length; at++)
            parts[at] = PartsOf(words[at]);
        var place = 0;
        for (var group = 0; group < Shape.Widths.Length; group++)
        {
            Sums.TakeGreatest(parts, place * Shape.Each, Shape.Widths[group], strengths.Slice(group * Shape.Each, Shape.Each));
            place += Shape.Widths[group];
        }

        for (var pattern = 0; pattern < strengths.Length; pattern++)
            strengths[pattern] = Math.Max(0, strengths[pattern] + Offsets[pattern]);
    }

    // By place, then pattern.
    private float[] PartsOf(WordInput word)
    {
        // A misspelt word that can only be one other is that one.
        if (word.Meant.Count == 1)
            word = new WordInput(word.Meant[0], [], word.Marks, IsKnown: true);
        if (_kept.TryGetValue((word.Text, word.Marks), out var kept))
            return kept;
        var parts = WorkOut(word);
        if (word.IsKnown && _kept.Count < MostKept)
            _kept[(word.Text, word.Marks)] = parts;
        return parts;
    }

    private float[] WorkOut(WordInput word)
    {
        var parts = new float[Shape.Places * Shape.Each];
        Span<float> vector = stackalloc float[Shape.WordSize];
        word.ReadMeaning(vector[..WordInput.MeaningSize]);
        for (var mark = 0; mark < Shape.Marks; mark++)
            vector[WordInput.MeaningSize + mark] = word.Marks >> mark & 1;

        // A word that nobody knows says nothing.
        if (!vector.ContainsAnyExcept(0f))
            return parts;
        Span<float> sums = stackalloc float[Sums.AtOnce];
        var (row, before) = (0, 0);
        foreach (var width in Shape.Widths)
        {
            for (var at = 0; at < width * Shape.Each; at += Sums.AtOnce, row += Sums.AtOnce)
            {
                Sums.Dots(vector, Weights.AsSpan(row * Shape.WordSize), Shape.WordSize, sums);
                for (var one = 0; one < sums.Length; one++)
                    parts[((before + ((at + one) % width)) * Shape.Each) + ((at + one) / width)] = sums[one];
            }

            before += width;
        }

        return parts;
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
