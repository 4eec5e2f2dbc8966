using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BackCare.Analysis;

namespace BackCare.Retrieval;

/// <summary>
/// Which passage a question asks for, by what each word and pair of words of the corpus's asks was learned to speak for: a linear softmax model,
/// from <c>Data/asks.bin</c>, made by <c>backcare learn</c>. One feature of the ranking among others; of a passage it has never seen it says nothing.
/// </summary>
public sealed class AskClassifier
{
    /// <summary>The name of the class of what isn't covered.</summary>
    public const string Uncovered = "";

    /// <summary>Less likely than this, on the logarithmic scale, is all the same.</summary>
    public const float Least = -8;

    private const float ClassValue = 0.7f;
    private const float PairValue = 0.5f;
    private const float Constant = 0.1f;
    private const int PairReach = 3;
    private const int MostTerms = 60;

    private static readonly Lazy<AskClassifier> Lazily = new(ReadShipped);

    private readonly uint[] _features;
    private readonly sbyte[] _weights;
    private readonly float _scale;
    private readonly Dictionary<string, int> _places;

    internal AskClassifier(ImmutableArray<string> classes, uint[] features, sbyte[] weights, float scale)
    {
        (Classes, _features, _weights, _scale) = (classes, features, weights, scale);
        _places = classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
    }

    /// <summary>Knows no passage.</summary>
    public static AskClassifier Nothing { get; } = new([], [], [], 0);

    /// <summary>The model that ships.</summary>
    public static AskClassifier Shipped => Lazily.Value;

    /// <summary>Ids of the passages it knows, and <see cref="Uncovered"/>.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>The place of a passage among the classes; -1 for one it has never seen.</summary>
    public int PlaceOf(string id) => _places.GetValueOrDefault(id, -1);

    /// <summary>The logarithm of each class's probability, not below <see cref="Least"/>.</summary>
    /// <param name="terms">The question.</param>
    /// <param name="scores">One a class.</param>
    public void Score(ReadOnlySpan<Term> terms, Span<float> scores)
    {
        scores.Clear();
        Span<(uint Feature, float Value)> features = stackalloc (uint, float)[MostFeatures];
        var count = Read(terms, features);
        foreach (var (feature, value) in features[..count])
        {
            var row = Array.BinarySearch(_features, feature);
            if (row < 0)
                continue;
            var weights = _weights.AsSpan(row * scores.Length, scores.Length);
            var factor = value * _scale;
            for (var at = 0; at < weights.Length; at++)
                scores[at] += factor * weights[at];
        }

        var most = float.MinValue;
        foreach (var score in scores)
            most = MathF.Max(most, score);
        var total = 0f;
        foreach (var score in scores)
            total += MathF.Exp(score - most);
        var rest = most + MathF.Log(total);
        foreach (ref var score in scores)
            score = MathF.Max(Least, score - rest);
    }

    internal const int MostFeatures = (MostTerms * (2 + PairReach)) + 1;

    /// <summary>The features of a question, of length one together: words, classes of words, pairs of words in any order.</summary>
    /// <returns>How many.</returns>
    internal static int Read(ReadOnlySpan<Term> terms, Span<(uint Feature, float Value)> features)
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

        var squares = 1e-6f;
        for (var at = 0; at < count; at++)
            squares += features[at].Value * features[at].Value;
        var length = MathF.Sqrt(squares);
        for (var at = 0; at < count; at++)
            features[at].Value /= length;
        features[count++] = (0, Constant);
        return count;
    }

    /// <summary>Writes the model.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream);
        writer.Write(Classes.Length);
        foreach (var one in Classes)
            writer.Write(one);
        writer.Write(_features.Length);
        writer.Write(_scale);
        writer.Write(MemoryMarshal.AsBytes(_features.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(_weights.AsSpan()));
    }

    /// <summary>The model as <see cref="Write"/> left it.</summary>
    public static AskClassifier Read(Stream stream)
    {
        using var reader = new BinaryReader(stream);
        var classes = new string[reader.ReadInt32()];
        for (var at = 0; at < classes.Length; at++)
            classes[at] = reader.ReadString();
        var features = new uint[reader.ReadInt32()];
        var scale = reader.ReadSingle();
        var weights = new sbyte[features.Length * classes.Length];
        stream.ReadExactly(MemoryMarshal.AsBytes(features.AsSpan()));
        stream.ReadExactly(MemoryMarshal.AsBytes(weights.AsSpan()));
        return new AskClassifier([.. classes], features, weights, scale);
    }

    // 0 is the constant's.
    private static uint Mix(uint first, uint second, uint kind) => StableHash.Of(first, second, kind) | 1;

    private static AskClassifier ReadShipped()
    {
        using var stream = typeof(AskClassifier).Assembly.GetManifestResourceStream("BackCare.Retrieval.asks.bin")!;
        return Read(stream);
    }
}
