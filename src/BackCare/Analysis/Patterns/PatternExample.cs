namespace BackCare.Analysis.Patterns;

/// <summary>A text as patterns are learned from it.</summary>
/// <param name="Numbers">All words' numbers, with room behind for the widest pattern.</param>
/// <param name="Words">How many words.</param>
/// <param name="Right">The classes that it may belong to.</param>
internal sealed record PatternExample(float[] Numbers, int Words, int[] Right)
{
    public static PatternExample Of(IReadOnlyList<WordInput> words, PatternShape shape, int[] right)
    {
        var numbers = new float[(Math.Max(1, words.Count) + shape.Widths.Max() - 1) * shape.WordSize];
        for (var at = 0; at < words.Count; at++)
        {
            var row = numbers.AsSpan(at * shape.WordSize, shape.WordSize);
            words[at].ReadMeaning(row[..WordInput.MeaningSize]);
            for (var mark = 0; mark < shape.Marks; mark++)
                row[WordInput.MeaningSize + mark] = words[at].Marks >> mark & 1;
        }

        return new PatternExample(numbers, Math.Max(1, words.Count), right);
    }
}
