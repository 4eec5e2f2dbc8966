using System.Collections.Immutable;
using System.Numerics;
using BackCare.Analysis;

namespace BackCare.Retrieval;

/// <summary>
/// How well the words of a question and of an ask pair up, each with the nearest in meaning of the other side: "knead" finds "massage" without
/// being a synonym (relaxed word mover's distance; Kusner et al. 2015, with nearness in place of distance).
/// </summary>
public sealed class Alignment
{
    // Two words less alike than this have nothing to do with each other.
    private const float LeastLikeness = 0.35f;

    private readonly Vocabulary _vocabulary;
    private readonly WordVectors _vectors;
    private readonly int[][] _askWords;
    private readonly float[] _wordVectors;
    private readonly string[] _wordTexts;
    private readonly float[] _wordWeights;

    /// <param name="asks">Every ask as terms, in the order of the <see cref="AskIndex"/>.</param>
    public Alignment(IEnumerable<ImmutableArray<Term>> asks, Vocabulary vocabulary, WordVectors vectors)
    {
        _vocabulary = vocabulary;
        _vectors = vectors;
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var words = new List<Term>();
        var askWords = new List<int[]>();
        foreach (var ask in asks)
        {
            var known = new List<int>(ask.Length);
            foreach (var term in ask)
            {
                if (!numbers.TryGetValue(term.Word, out var number))
                {
                    numbers[term.Word] = number = words.Count;
                    words.Add(term);
                }

                if (!known.Contains(number))
                    known.Add(number);
            }

            askWords.Add([.. known]);
        }

        _askWords = [.. askWords];
        _wordTexts = [.. words.Select(word => word.Text)];
        _wordWeights = [.. words.Select(vocabulary.Weight)];
        _wordVectors = new float[words.Count * vectors.Dimensions];
        for (var word = 0; word < words.Count; word++)
            vectors.Read(words[word].Word, _wordVectors.AsSpan(word * vectors.Dimensions, vectors.Dimensions));
    }

    /// <summary>A question made ready to be held against many asks.</summary>
    public Prepared Prepare(ReadOnlySpan<Term> terms)
    {
        terms = terms[..Math.Min(terms.Length, AskIndex.MostTerms)];
        var vectors = new float[terms.Length * _vectors.Dimensions];
        var weights = new float[terms.Length];
        for (var at = 0; at < terms.Length; at++)
        {
            _vectors.Read(terms[at].Word, vectors.AsSpan(at * _vectors.Dimensions, _vectors.Dimensions));
            weights[at] = _vocabulary.Weight(terms[at]) * terms[at].Share;
        }

        return new Prepared(terms.ToArray(), vectors, weights, new float[terms.Length]);
    }

    /// <summary>How much of the question's weight the ask says, and of the ask's the question, each 0 to 1.</summary>
    public (float Question, float Ask) Of(Prepared question, int ask)
    {
        var best = question.Best;
        Array.Clear(best);
        var (said, total) = (0f, 1e-6f);
        foreach (var word in _askWords[ask])
        {
            var nearest = 0f;
            for (var at = 0; at < best.Length; at++)
            {
                var likeness = Likeness(question, at, word);
                nearest = Math.Max(nearest, likeness);
                best[at] = Math.Max(best[at], likeness);
            }

            said += _wordWeights[word] * nearest;
            total += _wordWeights[word];
        }

        var (covered, all) = (0f, 1e-6f);
        for (var at = 0; at < best.Length; at++)
        {
            covered += question.Weights[at] * best[at];
            all += question.Weights[at];
        }

        return (covered / all, said / total);
    }

    private float Likeness(Prepared question, int at, int word)
    {
        if (question.Terms[at].Text == _wordTexts[word])
            return 1;
        var cosine = Dot(
            question.Vectors.AsSpan(at * _vectors.Dimensions, _vectors.Dimensions),
            _wordVectors.AsSpan(word * _vectors.Dimensions, _vectors.Dimensions));
        return cosine < LeastLikeness ? 0 : 0.9f * (cosine - LeastLikeness) / (1 - LeastLikeness);
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = Vector<float>.Zero;
        var index = 0;
        for (; index <= a.Length - Vector<float>.Count; index += Vector<float>.Count)
            sum += new Vector<float>(a[index..]) * new Vector<float>(b[index..]);
        var total = Vector.Sum(sum);
        for (; index < a.Length; index++)
            total += a[index] * b[index];
        return total;
    }

    /// <summary>A question's words with their vectors and weights, and room to work in.</summary>
    public sealed record Prepared(Term[] Terms, float[] Vectors, float[] Weights, float[] Best);
}
