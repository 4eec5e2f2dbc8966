using System.Buffers;
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

    private readonly ConcurrentDictionary<string, float[]> _kept = new(StringComparer.Ordinal);
    private float[][]? _marks;

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
        for (var at = 0; at < scores.Length; at++)
            scores[at] = Constants[at] + Sums.Dot(Votes.AsSpan(at * Shape.Patterns, Shape.Patterns), strengths);

        Softmax.ToLogShares(scores);
    }

    /// <summary>How strongly each pattern is found.</summary>
    private void Find(IReadOnlyList<WordInput> words, Span<float> strengths)
    {
        strengths.Clear();
        if (words.Count == 0)
            return;

        // What a word adds to each pattern at each of its places doesn't depend on the text: it is worked out once.
        var size = Shape.Places * Shape.Each;
        var room = ArrayPool<float>.Shared.Rent(words.Count * size);
        try
        {
            for (var at = 0; at < words.Count; at++)
                WriteParts(words[at], room.AsSpan(at * size, size));
            Find(room, words.Count, size, strengths);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(room);
        }
    }

    private void Find(float[] parts, int words, int size, Span<float> strengths)
    {
        Span<float> sums = stackalloc float[Shape.Each];
        var place = 0;
        for (var group = 0; group < Shape.Widths.Length; group++)
        {
            var width = Shape.Widths[group];
            var best = strengths.Slice(group * Shape.Each, Shape.Each);
            best.Fill(float.MinValue);
            for (var start = 0; start < words; start++)
            {
                parts.AsSpan((start * size) + (place * Shape.Each), Shape.Each).CopyTo(sums);
                for (var within = 1; within < width && start + within < words; within++)
                    Sums.Add(parts.AsSpan(((start + within) * size) + ((place + within) * Shape.Each), Shape.Each), sums);
                Sums.TakeGreater(sums, best);
            }

            place += width;
        }

        for (var pattern = 0; pattern < strengths.Length; pattern++)
            strengths[pattern] = Math.Max(0, strengths[pattern] + Offsets[pattern]);
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
        var marks = _marks ??= [.. Enumerable.Range(0, Shape.Marks).Select(MarkParts)];
        for (var mark = 0; mark < marks.Length; mark++)
        {
            if ((word.Marks >> mark & 1) != 0)
                Sums.Add(marks[mark], parts);
        }
    }

    private float[] MeaningParts(WordInput word)
    {
        var vector = new float[WordInput.MeaningSize];
        word.ReadMeaning(vector);
        var parts = new float[Shape.Places * Shape.Each];
        ForEachPlace((place, pattern, weights) => parts[(place * Shape.Each) + pattern] = Sums.Dot(weights.AsSpan()[..WordInput.MeaningSize], vector));
        return parts;
    }

    private float[] MarkParts(int mark)
    {
        var parts = new float[Shape.Places * Shape.Each];
        ForEachPlace((place, pattern, weights) => parts[(place * Shape.Each) + pattern] = weights[WordInput.MeaningSize + mark]);
        return parts;
    }

    private void ForEachPlace(Action<int, int, ArraySegment<float>> work)
    {
        var (at, before) = (0, 0);
        foreach (var width in Shape.Widths)
        {
            for (var pattern = 0; pattern < Shape.Each; pattern++)
            {
                for (var within = 0; within < width; within++, at += Shape.WordSize)
                    work(before + within, pattern, new ArraySegment<float>(Weights, at, Shape.WordSize));
            }

            before += width;
        }
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
