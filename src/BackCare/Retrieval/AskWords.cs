using System.Runtime.InteropServices;
using BackCare.Analysis;
using BackCare.Analysis.Patterns;

namespace BackCare.Retrieval;

/// <summary>
/// Which class a question belongs to, by what each of its words and pairs of words was learned to speak for: a linear softmax model.
/// </summary>
internal sealed class AskWords
{
    private const float ClassValue = 0.7f;
    private const float PairValue = 0.5f;
    private const float Constant = 0.1f;
    private const int PairReach = 3;
    private const int MostTerms = 60;
    private const int MostAfter = 2;
    private const float AfterValue = 0.8f;
    private const int Parts = 1 << 14;
    private const int PartShift = 32 - 14;

    private readonly uint[] _features;
    private readonly sbyte[] _weights;
    private readonly float _scale;
    private readonly int[] _firstRow;

    /// <param name="features">In order.</param>
    internal AskWords(uint[] features, sbyte[] weights, float scale)
    {
        (_features, _weights, _scale) = (features, weights, scale);
        _firstRow = new int[Parts + 1];
        foreach (var feature in features)
            _firstRow[(feature >> PartShift) + 1]++;
        for (var part = 0; part < Parts; part++)
            _firstRow[part + 1] += _firstRow[part];
    }

    // Features are spread evenly: a few stand in each part.
    private int RowOf(uint feature)
    {
        var part = feature >> PartShift;
        for (var row = _firstRow[part]; row < _firstRow[part + 1]; row++)
        {
            if (_features[row] == feature)
                return row;
        }

        return -1;
    }

    /// <summary>The logarithm of each class's probability.</summary>
    /// <param name="terms">The question.</param>
    /// <param name="after">As <see cref="Question.After"/> has it.</param>
    /// <param name="scores">One a class.</param>
    public void Score(ReadOnlySpan<Term> terms, ReadOnlySpan<string> after, Span<float> scores)
    {
        scores.Clear();
        Span<(uint Feature, float Value)> features = stackalloc (uint, float)[MostFeatures];
        var count = Read(terms, after, features);
        foreach (var (feature, value) in features[..count])
        {
            if (RowOf(feature) is >= 0 and var row)
                Sums.AddScaled(value * _scale, _weights.AsSpan(row * scores.Length, scores.Length), scores);
        }

        Softmax.ToLogShares(scores);
    }

    internal const int MostFeatures = (MostTerms * (2 + PairReach + MostAfter)) + MostAfter + 1;

    /// <summary>The features of a question, of length one together: words, classes of words, pairs of words in any order, what it is asked after, by itself and with each word.</summary>
    /// <returns>How many.</returns>
    internal static int Read(ReadOnlySpan<Term> terms, ReadOnlySpan<string> after, Span<(uint Feature, float Value)> features)
    {
        terms = terms[..Math.Min(terms.Length, MostTerms)];
        Span<uint> words = stackalloc uint[terms.Length];
        for (var at = 0; at < terms.Length; at++)
            words[at] = StableHash.Of(terms[at].Text);
        var count = 0;
        for (var at = 0; at < terms.Length; at++)
        {
            features[count++] = (Mix(words[at], 0, 1), terms[at].Share);
            if (WordClasses.Shipped.Of(terms[at].Word) is > 0 and var wordClass)
                features[count++] = (Mix((uint)wordClass, 0, 4), ClassValue * terms[at].Share);
            for (var other = at + 1; other < Math.Min(terms.Length, at + 1 + PairReach); other++)
                features[count++] = (Mix(Math.Min(words[at], words[other]), Math.Max(words[at], words[other]), 5), PairValue * MathF.Min(terms[at].Share, terms[other].Share));
        }

        foreach (var name in after[..Math.Min(after.Length, MostAfter)])
        {
            var place = StableHash.Of(name);
            features[count++] = (Mix(place, 0, 6), AfterValue);
            for (var at = 0; at < words.Length; at++)
                features[count++] = (Mix(place, words[at], 7), AfterValue * terms[at].Share);
        }

        var squares = 1e-6f;
        for (var at = 0; at < count; at++)
            squares += features[at].Value * features[at].Value;
        var length = MathF.Sqrt(squares);
        for (var at = 0; at < count; at++)
            features[at].Value /= length;
        features[count++] = (0, Constant);
        return count;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_features.Length);
        writer.Write(_scale);
        writer.Write(MemoryMarshal.AsBytes(_features.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(_weights.AsSpan()));
    }

    public static AskWords Read(BinaryReader reader, int classes)
    {
        var features = new uint[reader.ReadInt32()];
        var scale = reader.ReadSingle();
        var weights = new sbyte[features.Length * classes];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(features.AsSpan()));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(weights.AsSpan()));
        return new AskWords(features, weights, scale);
    }

    // 0 is the constant's.
    private static uint Mix(uint first, uint second, uint kind) => StableHash.Of(first, second, kind) | 1;
}
