namespace BackCare.Cli;

/// <summary>What may come first for one question, and what is right: an example for a linear listwise model (ListNet's top-one loss; Cao et al. 2007).</summary>
/// <param name="Numbers">The features, a row a candidate.</param>
/// <param name="IsRight">One a candidate, one at least.</param>
internal sealed record Listwise(double[] Numbers, bool[] IsRight)
{
    /// <summary>Learns weights by gradient descent with a quadratic penalty: same examples, same weights.</summary>
    /// <param name="examples">Each with something that is right.</param>
    public static double[] Learn(IReadOnlyList<Listwise> examples, int features, int rounds, double penalty, double rate)
    {
        var weights = new double[features];
        var (momentum, velocity) = (new double[features], new double[features]);
        for (var round = 1; round <= rounds; round++)
        {
            var gradient = weights.Select(weight => 2 * penalty * weight).ToArray();
            foreach (var example in examples)
                example.AddGradient(weights, gradient, 1.0 / examples.Count);
            Learning.Step(weights, gradient, momentum, velocity, round, rate);
        }

        return weights;
    }

    /// <summary>Of each candidate, by these weights.</summary>
    public double[] Scores(double[] weights)
    {
        var scores = new double[IsRight.Length];
        for (var at = 0; at < scores.Length; at++)
        {
            for (var feature = 0; feature < weights.Length; feature++)
                scores[at] += weights[feature] * Numbers[(at * weights.Length) + feature];
        }

        return scores;
    }

    private void AddGradient(double[] weights, double[] gradient, double factor)
    {
        var scores = Scores(weights);
        var most = scores.Max();
        var (all, right) = (0.0, 0.0);
        for (var at = 0; at < scores.Length; at++)
        {
            scores[at] = Math.Exp(scores[at] - most);
            all += scores[at];
            right += IsRight[at] ? scores[at] : 0;
        }

        for (var at = 0; at < scores.Length; at++)
        {
            var share = (scores[at] / all) - (IsRight[at] && right > 0 ? scores[at] / right : 0);
            for (var feature = 0; feature < weights.Length; feature++)
                gradient[feature] += factor * share * Numbers[(at * weights.Length) + feature];
        }
    }
}
