using System.Runtime.InteropServices;
using BackCare.Analysis;

namespace BackCare.Retrieval;

/// <summary>
/// How well the words of a question and of an ask pair up, each with the nearest in meaning of the other side: "knead" finds "massage" without
/// being a synonym (relaxed word mover's distance; Kusner et al. 2015, with nearness in place of distance).
/// </summary>
internal sealed class Alignment(Vocabulary vocabulary, WordMeanings meanings)
{
    // Two words less alike than this have nothing to do with each other.
    private const float LeastLikeness = 0.35f;

    private readonly int[][] _askWords = [.. meanings.Asks.Select(ask => ask.Distinct().ToArray())];
    private readonly float[] _wordWeights = [.. meanings.Words.Select(vocabulary.Weight)];

    /// <summary>A question made ready to be held against many asks.</summary>
    public Prepared Prepare(ReadOnlySpan<Term> terms)
    {
        terms = terms[..Math.Min(terms.Length, AskIndex.MostTerms)];
        var vectors = new float[terms.Length * meanings.Dimensions];
        var weights = new float[terms.Length];
        for (var at = 0; at < terms.Length; at++)
        {
            meanings.Read(terms[at].Word, vectors.AsSpan(at * meanings.Dimensions, meanings.Dimensions));
            weights[at] = vocabulary.Weight(terms[at]) * terms[at].Share;
        }

        return new Prepared(terms.ToArray(), vectors, weights, new float[terms.Length], []);
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
            ref var likenesses = ref CollectionsMarshal.GetValueRefOrAddDefault(question.Known, word, out _);
            likenesses ??= Likenesses(question, word);
            for (var at = 0; at < best.Length; at++)
            {
                var likeness = likenesses[at];
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

    private float[] Likenesses(Prepared question, int word)
    {
        var likenesses = new float[question.Terms.Length];
        for (var at = 0; at < likenesses.Length; at++)
            likenesses[at] = Likeness(question, at, word);
        return likenesses;
    }

    private float Likeness(Prepared question, int at, int word)
    {
        if (question.Terms[at].Text == meanings.Words[word].Text)
            return 1;
        var cosine = WordVectors.Dot(question.Vectors.AsSpan(at * meanings.Dimensions, meanings.Dimensions), meanings.Row(word));
        return cosine < LeastLikeness ? 0 : 0.9f * (cosine - LeastLikeness) / (1 - LeastLikeness);
    }

    /// <summary>A question's words with their vectors and weights, room to work in, and how like them the words looked at so far are.</summary>
    public sealed record Prepared(Term[] Terms, float[] Vectors, float[] Weights, float[] Best, Dictionary<int, float[]> Known);
}
