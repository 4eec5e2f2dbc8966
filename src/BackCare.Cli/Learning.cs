using System.Collections.Immutable;
using System.Globalization;
using BackCare.Passages;
using BackCare.Retrieval;

namespace BackCare.Cli;

/// <summary>
/// Learns the ranking (softmax over all candidates, ListNet's top-one loss: Cao et al. 2007) and the confidence (logistic regression), both by
/// plain gradient descent with a quadratic penalty: same questions, same weights.
/// </summary>
internal static class Learning
{
    private const int Folds = 5;
    private const double RankingPenalty = 0.0005;
    private const double ConfidencePenalty = 0.002;

    public static (RankingModel Model, IReadOnlyList<string> Report) Learn(Assistant assistant, IReadOnlyList<JudgedQuestion> questions)
    {
        var report = new List<string>();
        var examples = questions.Select(question => Example.Of(assistant, question)).OfType<Example>().ToList();
        var ranked = examples.Where(example => example.Question.Scope != "far" && example.IsRight.Any(right => right)).ToList();
        var inside = ranked.Where(example => example.Question.Scope == "in").ToList();
        report.Add(Invariant($"{examples.Count} questions, {inside.Count} with a right passage"));

        var hits = 0;
        var signs = new List<(double[] Signs, bool Right, Example Example)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var ranking = LearnRanking([.. ranked.Where((_, at) => at % Folds != fold)]);
            foreach (var example in ranked.Where((example, at) => at % Folds == fold && example.Question.Scope == "in"))
            {
                if (example.IsRight[example.Best(ranking)])
                    hits++;
                else
                    report.Add(example.Describe(assistant, ranking));
            }

            foreach (var example in examples.Where((_, at) => at % Folds == fold))
            {
                if (example.Signs(assistant, ranking) is { } found)
                    signs.Add((found.Signs, found.Right, example));
            }
        }

        report.Add(Invariant($"ranking, {Folds}-fold: right first for {hits / (double)inside.Count:p1} of {inside.Count}"));
        var confidence = LearnConfidence([.. signs.Select(sign => (sign.Signs, sign.Right))]);
        var threshold = Threshold([.. signs.Select(sign => (Logistic(sign.Signs, confidence), sign.Right, sign.Example.Question.Scope))], report);
        var final = LearnRanking(ranked);

        return (new RankingModel([.. final], [.. confidence], threshold, High: Math.Max(0.85, threshold)), report);
    }

    private static double[] LearnRanking(List<Example> examples)
    {
        var weights = new double[Features.Count];
        var (momentum, velocity) = (new double[Features.Count], new double[Features.Count]);
        for (var round = 1; round <= 400; round++)
        {
            var gradient = weights.Select(weight => 2 * RankingPenalty * weight).ToArray();
            foreach (var example in examples)
                example.AddGradient(weights, gradient, 1.0 / examples.Count);
            Step(weights, gradient, momentum, velocity, round, rate: 0.15);
        }

        return weights;
    }

    private static double[] LearnConfidence(ImmutableArray<(double[] Signs, bool Right)> examples)
    {
        var weights = new double[Confidence.Names.Length];
        var (momentum, velocity) = (new double[weights.Length], new double[weights.Length]);
        for (var round = 1; round <= 1500; round++)
        {
            var gradient = weights.Select(weight => 2 * ConfidencePenalty * weight).ToArray();
            foreach (var (signs, right) in examples)
            {
                var error = (Logistic(signs, weights) - (right ? 1 : 0)) / examples.Length;
                for (var sign = 0; sign < signs.Length; sign++)
                    gradient[sign] += error * signs[sign];
            }

            Step(weights, gradient, momentum, velocity, round, rate: 0.05);
        }

        return weights;
    }

    /// <summary>Adam (Kingma and Ba 2015), so that one rate serves features of every size.</summary>
    private static void Step(double[] weights, double[] gradient, double[] momentum, double[] velocity, int round, double rate)
    {
        for (var at = 0; at < weights.Length; at++)
        {
            momentum[at] = (0.9 * momentum[at]) + (0.1 * gradient[at]);
            velocity[at] = (0.999 * velocity[at]) + (0.001 * gradient[at] * gradient[at]);
            weights[at] -= rate * (momentum[at] / (1 - Math.Pow(0.9, round))) / (Math.Sqrt(velocity[at] / (1 - Math.Pow(0.999, round))) + 1e-8);
        }
    }

    /// <summary>The threshold with the best sum of: in scope and quoted rightly, near misses not quoted.</summary>
    private static double Threshold(ImmutableArray<(double Probability, bool Right, string Scope)> found, List<string> report)
    {
        var (best, bestSum) = (0.5, double.MinValue);
        for (var at = 0.1; at < 0.9; at += 0.01)
        {
            var inside = found.Where(one => one.Scope == "in").Average(one => one.Right && one.Probability >= at ? 1.0 : 0);
            var near = found.Where(one => one.Scope == "near").Average(one => one.Probability < at ? 1.0 : 0);
            if (Math.Round(at * 100) % 10 == 0)
                report.Add(Invariant($"at {at:f2}: in scope right and quoted {inside:p1}, near misses not quoted {near:p1}"));
            if (inside + near > bestSum)
                (best, bestSum) = (at, inside + near);
        }

        return Math.Round(best, 2);
    }

    private static double Logistic(double[] signs, double[] weights) =>
        1 / (1 + Math.Exp(-signs.Zip(weights, (sign, weight) => sign * weight).Sum()));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A judged question with the features of every candidate.</summary>
    private sealed record Example(JudgedQuestion Question, Question Read, float[] Numbers, bool[] IsRight)
    {
        public static Example? Of(Assistant assistant, JudgedQuestion question)
        {
            var read = assistant.Search.Read(question.Turns[0]);
            if (read.Terms.IsEmpty)
                return null;
            var numbers = assistant.Search.Ranking.Measure(read, out _);
            var right = new bool[numbers.Length / Features.Count];
            // What isn't covered belongs to the topics known not to be, whichever.
            if (question.Scope != "in")
                Array.Fill(right, true, assistant.Corpus.Passages.Length, right.Length - assistant.Corpus.Passages.Length);
            for (var at = 0; at < assistant.Corpus.Passages.Length; at++)
            {
                var passage = assistant.Corpus.Passages[at];
                right[at] = question.Right.Any(part => part.Contains(passage.Id)) && question.Withheld == (passage.Evidence == Evidence.Withheld);
            }

            return new Example(question, read, numbers, right);
        }

        public int Best(double[] weights)
        {
            var scores = Scores(weights);
            return Array.IndexOf(scores, scores.Max());
        }

        public void AddGradient(double[] weights, double[] gradient, double factor)
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

        public (double[] Signs, bool Right)? Signs(Assistant assistant, double[] weights)
        {
            var candidates = assistant.Search.Ranking.With([.. weights]).Rank(Read);
            if (Confidence.Signs(Read, candidates, assistant.Search.Ranking.Vocabulary) is not { } signs)
                return null;
            return (signs, candidates[0].Passage is { } passage && IsRight[assistant.Corpus.Passages.IndexOf(passage)]);
        }

        /// <summary>What came first instead of what is right.</summary>
        public string Describe(Assistant assistant, double[] weights)
        {
            var scores = Scores(weights);
            var best = Best(weights);
            var right = Enumerable.Range(0, scores.Length).Where(at => IsRight[at]).MaxBy(at => scores[at]);
            return Invariant($"{Question.Id} [{Question.Style}] {Question.Turns[0]}\n    {assistant.Search.Ranking.IdOf(best)} {scores[best]:f2} before {assistant.Search.Ranking.IdOf(right)} {scores[right]:f2} (place {scores.Count(score => score > scores[right]) + 1})");
        }

        private double[] Scores(double[] weights)
        {
            var scores = new double[IsRight.Length];
            for (var at = 0; at < scores.Length; at++)
            {
                for (var feature = 0; feature < weights.Length; feature++)
                    scores[at] += weights[feature] * Numbers[(at * weights.Length) + feature];
            }

            return scores;
        }
    }
}
