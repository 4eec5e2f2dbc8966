using BackCare.Analysis;

namespace BackCare.Retrieval;

/// <summary>Asks → the <see cref="AskWords"/>: softmax regression by AdaGrad (Duchi et al. 2011). Same asks, same weights.</summary>
internal static class AskWordsLearning
{
    private const int Rounds = 15;
    private const float Rate = 0.3f;
    private const float Penalty = 1e-6f;

    // A feature seen once teaches nothing of the next question.
    private const int LeastSeen = 2;

    /// <param name="asks">Each with the classes it may be answered by.</param>
    /// <param name="classes">All of them.</param>
    public static AskWords Learn(IReadOnlyList<(Question Question, int[] Right)> asks, int classes)
    {
        var read = asks.Select(ask => Features(ask.Question)).ToArray();
        uint[] features = [.. read.SelectMany(one => one.Select(pair => pair.Feature).Distinct()).CountBy(feature => feature).Where(count => count.Value >= LeastSeen).Select(count => count.Key).Order()];
        var rows = features.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var examples = read.Zip(asks, (one, ask) => (Features: one.Where(pair => rows.ContainsKey(pair.Feature)).Select(pair => (Row: rows[pair.Feature], pair.Value)).ToArray(), ask.Right)).ToArray();

        var weights = new float[features.Length * classes];
        var squares = new float[weights.Length];
        var scores = new float[classes];
        var random = new Random(1);
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(examples);
            foreach (var (found, right) in examples)
            {
                Gradient(found, right, weights, scores);
                foreach (var (row, value) in found)
                    Step(weights.AsSpan(row * scores.Length, scores.Length), squares.AsSpan(row * scores.Length, scores.Length), scores, value);
            }
        }

        var scale = weights.Max(Math.Abs) / sbyte.MaxValue;
        return new AskWords(features, [.. weights.Select(weight => (sbyte)MathF.Round(weight / scale))], scale);
    }

    private static (uint Feature, float Value)[] Features(Question question)
    {
        Span<(uint Feature, float Value)> features = stackalloc (uint, float)[AskWords.MostFeatures];
        return features[..AskWords.Read(question.Terms.AsSpan(), question.After.AsSpan(), features)].ToArray();
    }

    // What is too likely, less what is too unlikely.
    private static void Gradient((int Row, float Value)[] found, int[] right, float[] weights, float[] scores)
    {
        Array.Clear(scores);
        foreach (var (row, value) in found)
        {
            var line = weights.AsSpan(row * scores.Length, scores.Length);
            for (var at = 0; at < line.Length; at++)
                scores[at] += value * line[at];
        }

        Softmax.ToErrors(scores, right);
    }

    private static void Step(Span<float> weights, Span<float> squares, float[] errors, float value)
    {
        for (var at = 0; at < weights.Length; at++)
        {
            var gradient = (errors[at] * value) + (Penalty * weights[at]);
            if (MathF.Abs(gradient) < 1e-5f)
                continue;
            squares[at] += gradient * gradient;
            weights[at] -= Rate * gradient / (MathF.Sqrt(squares[at]) + 1e-3f);
        }
    }
}
