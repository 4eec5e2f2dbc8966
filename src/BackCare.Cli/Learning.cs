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
    private const double High = 0.85;
    private const double LeastDeclined = 0.88;
    private const double RankingPenalty = 0.0005;
    private const double ConfidencePenalty = 0.002;

    /// <param name="questions">Each with a ranking whose classifier has not seen it.</param>
    public static (RankingModel Model, IReadOnlyList<string> Report) Learn(Assistant assistant, IReadOnlyList<(JudgedQuestion Judged, Question Read, Ranking Ranking)> questions)
    {
        var report = new List<string>();
        var examples = questions.Select(pair => Example.Of(assistant, pair.Judged, pair.Read, pair.Ranking)).OfType<Example>().ToList();
        var ranked = examples.Where(example => example.Question.Scope != "far" && example.List.IsRight.Any(right => right)).ToList();
        var inside = ranked.Where(example => example.Question.Scope == "in").ToList();
        report.Add(Invariant($"{examples.Count} questions, {inside.Count} with a right passage"));

        var hits = 0;
        var signs = new List<(double[] Signs, bool Right, Example Example)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var ranking = LearnRanking([.. ranked.Where((_, at) => at % Folds != fold)]);
            foreach (var example in ranked.Where((example, at) => at % Folds == fold && example.Question.Scope == "in"))
            {
                if (example.List.IsRight[example.Best(ranking)])
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
        var coverage = LearnConfidence([.. signs.Select(sign => (sign.Signs, sign.Example.Question.Scope == "in"))]);
        var threshold = Threshold([.. signs.Select(sign => (Confidence.Logistic(sign.Signs, coverage), sign.Right, sign.Example.Question))], report);
        var final = LearnRanking(ranked);

        return (new RankingModel([.. final], [.. confidence], [.. coverage], threshold, High), report);
    }

    private static double[] LearnRanking(List<Example> examples) =>
        Listwise.Learn([.. examples.Select(example => example.List)], Features.Count, rounds: 400, RankingPenalty, rate: 0.15);

    /// <summary>Logistic regression; of one example at least.</summary>
    public static double[] LearnConfidence(ImmutableArray<(double[] Signs, bool Right)> examples)
    {
        var weights = new double[examples[0].Signs.Length];
        var (momentum, velocity) = (new double[weights.Length], new double[weights.Length]);
        for (var round = 1; round <= 1500; round++)
        {
            var gradient = weights.Select(weight => 2 * ConfidencePenalty * weight).ToArray();
            foreach (var (signs, right) in examples)
            {
                var error = (Confidence.Logistic(signs, weights) - (right ? 1 : 0)) / examples.Length;
                for (var sign = 0; sign < signs.Length; sign++)
                    gradient[sign] += error * signs[sign];
            }

            Step(weights, gradient, momentum, velocity, round, rate: 0.05);
        }

        return weights;
    }

    /// <summary>Adam (Kingma and Ba 2015), so that one rate serves features of every size.</summary>
    public static void Step(double[] weights, double[] gradient, double[] momentum, double[] velocity, int round, double rate)
    {
        for (var at = 0; at < weights.Length; at++)
        {
            momentum[at] = (0.9 * momentum[at]) + (0.1 * gradient[at]);
            velocity[at] = (0.999 * velocity[at]) + (0.001 * gradient[at] * gradient[at]);
            weights[at] -= rate * (momentum[at] / (1 - Math.Pow(0.9, round))) / (Math.Sqrt(velocity[at] / (1 - Math.Pow(0.999, round))) + 1e-8);
        }
    }

    /// <summary>
    /// The lowest threshold that declines enough near misses, by first questions only, each set of questions counting alike. Classifiers that have seen
    /// two questions in three decline fewer than the one that ships.
    /// </summary>
    private static double Threshold(ImmutableArray<(double Probability, bool Right, JudgedQuestion Question)> found, List<string> report)
    {
        var least = 1.0;
        for (var percent = 99; percent >= 10; percent--)
        {
            var at = percent / 100.0;
            var inside = Share("in", one => one.Right && one.Probability >= at);
            var near = Share("near", one => one.Probability < at);
            if (percent % 5 == 0)
                report.Add(Invariant($"at {at:f2}: in scope right and quoted {inside:p1}, near misses not quoted {near:p1}"));
            if (near >= LeastDeclined)
                least = at;
        }

        return least;

        double Share(string scope, Func<(double Probability, bool Right, JudgedQuestion Question), bool> isWell) => found
            .Where(one => one.Question.Scope == scope && one.Question.Turns.Length == 1)
            .GroupBy(one => one.Question.Set)
            .Average(set => set.Average(one => isWell(one) ? 1.0 : 0));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A judged question with the features of the candidates that may come first.</summary>
    /// <param name="Right">The places of the right ones among all candidates.</param>
    /// <param name="Kept">The places of the candidates looked at.</param>
    /// <param name="List">Of these their features, and which are right.</param>
    private sealed record Example(JudgedQuestion Question, Question Read, Ranking Ranking, HashSet<int> Right, int[] Kept, Listwise List)
    {
        private const int MostKept = 40;

        // What is quickly said of all candidates: enough to leave out those that never come first.
        private static readonly int[] Telling = [Features.AskBag, Features.AskBm25, Features.Coverage, Features.LearnedWords, Features.LearnedMeaning];

        public static Example? Of(Assistant assistant, JudgedQuestion question, Question read, Ranking ranking)
        {
            if (read.Terms.IsEmpty)
                return null;
            var numbers = ranking.Measure(read);
            var passages = assistant.Corpus.Passages;
            var all = Enumerable.Range(0, numbers.Length / Features.Count).ToArray();

            // What isn't covered belongs to the topics known not to be, whichever.
            HashSet<int> right = question.Scope != "in"
                ? [.. all.Skip(passages.Length)]
                : [.. all.Take(passages.Length).Where(at => question.Right.Any(part => part.Contains(passages[at].Id)) && question.Withheld == (passages[at].Evidence == Evidence.Withheld))];
            int[] kept = [.. all.OrderByDescending(at => Telling.Sum(feature => numbers[(at * Features.Count) + feature])).Take(MostKept).Union(right).Order()];
            return new Example(question, read, ranking, right, kept, new Listwise([.. kept.SelectMany(at => numbers[(at * Features.Count)..((at + 1) * Features.Count)])], [.. kept.Select(right.Contains)]));
        }

        public int Best(double[] weights)
        {
            var scores = List.Scores(weights);
            return Array.IndexOf(scores, scores.Max());
        }

        public (double[] Signs, bool Right)? Signs(Assistant assistant, double[] weights)
        {
            var candidates = Ranking.With([.. weights]).Rank(Read);
            if (Confidence.Signs(Read, candidates, assistant.Search.Ranking.Vocabulary) is not { } signs)
                return null;
            return (signs, candidates[0].Passage is { } passage && Right.Contains(assistant.Corpus.Passages.IndexOf(passage)));
        }

        /// <summary>What came first instead of what is right.</summary>
        public string Describe(Assistant assistant, double[] weights)
        {
            var scores = List.Scores(weights);
            var best = Best(weights);
            var right = Enumerable.Range(0, scores.Length).Where(at => List.IsRight[at]).MaxBy(at => scores[at]);
            return Invariant($"{Question.Id} [{Question.Style}] {Question.Turns[0]}\n    {assistant.Search.Ranking.IdOf(Kept[best])} {scores[best]:f2} before {assistant.Search.Ranking.IdOf(Kept[right])} {scores[right]:f2} (place {scores.Count(score => score > scores[right]) + 1})");
        }
    }
}
