using System.Collections.Immutable;
using System.Globalization;
using BackCare.Passages;
using BackCare.Retrieval;

namespace BackCare.Cli;

/// <summary>Learns from judged conversations how a later question's candidates are put in order, by the same means as <see cref="Learning"/>.</summary>
internal static class FollowUpLearning
{
    private const int Folds = 5;
    private const double Penalty = 0.001;
    private const int Rounds = 300;

    /// <param name="turns">Later turns that don't stand alone.</param>
    public static (FollowUpModel Model, IReadOnlyList<string> Report) Learn(Corpus corpus, IReadOnlyList<Turn> turns)
    {
        var report = new List<string>();
        var folds = turns.Select(turn => turn.Conversation).Distinct(StringComparer.Ordinal).Index().ToDictionary(pair => pair.Item, pair => pair.Index % Folds, StringComparer.Ordinal);
        var ranking = new FollowUpRanking(corpus, new FollowUpModel([], [], [], [], 0));
        var examples = turns.Select(turn => Example.Of(ranking, turn, folds[turn.Conversation])).ToList();

        var signs = new List<(double[] Signs, bool Right, Example Example)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var (leaning, standing) = LearnBoth([.. examples.Where(example => example.Fold != fold)]);
            foreach (var example in examples.Where(example => example.Fold == fold))
            {
                var ordered = ranking.Order(example.Turn.Readings, [.. example.Turn.Leans ? leaning : standing]);
                signs.Add((ranking.Signs(example.Turn.Readings, ordered), example.Turn.Right.Contains(ordered[0].Id), example));
            }
        }

        foreach (var leans in (bool[])[true, false])
        {
            var inside = signs.Where(sign => sign.Example.Turn.Leans == leans && sign.Example.Turn.Right.Count > 0).ToList();
            report.Add(Invariant($"follow-ups that {(leans ? "lean" : "stand")}, {Folds}-fold: right first for {inside.Count(sign => sign.Right) / (double)inside.Count:p1} of {inside.Count}"));
        }

        var confidence = Learning.LearnConfidence([.. signs.Select(sign => (sign.Signs, sign.Right))]);
        var coverage = Learning.LearnConfidence([.. signs.Select(sign => (sign.Signs, sign.Example.Turn.Right.Count > 0))]);
        var threshold = Threshold([.. signs.Select(sign => (Confidence.Logistic(sign.Signs, coverage), sign.Right, sign.Example.Turn.Right.Count > 0))], report);
        var final = LearnBoth(examples);

        return (new FollowUpModel([.. final.Leaning], [.. final.Standing], [.. confidence], [.. coverage], threshold), report);
    }

    private static (double[] Leaning, double[] Standing) LearnBoth(List<Example> examples) =>
        (LearnRanking(examples.Where(example => example.Turn.Leans)), LearnRanking(examples.Where(example => !example.Turn.Leans)));

    private static double[] LearnRanking(IEnumerable<Example> examples) =>
        Listwise.Learn([.. examples.Select(example => example.List).Where(list => list.IsRight.Contains(true))], FollowUpRanking.FeatureNames.Length, Rounds, Penalty, rate: 0.05);

    /// <summary>Where most turns are right: the right passage quoted, or nothing where nothing answers.</summary>
    private static double Threshold(ImmutableArray<(double Probability, bool Right, bool Inside)> found, List<string> report)
    {
        var (best, most) = (0.5, 0);
        for (var percent = 20; percent <= 90; percent++)
        {
            var at = percent / 100.0;
            var (right, silent) = (found.Count(one => one.Right && one.Probability >= at), found.Count(one => !one.Inside && one.Probability < at));
            if (percent % 10 == 0)
                report.Add(Invariant($"at {at:f2}: right and quoted {right / (double)found.Count(one => one.Inside):p1}, nothing quoted where nothing answers {silent / (double)found.Count(one => !one.Inside):p1}"));
            if (right + silent > most)
                (best, most) = (at, right + silent);
        }

        return best;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A later turn of a conversation, as it is read had those before it been answered rightly.</summary>
    /// <param name="Right">Ids that answer; none where nothing does.</param>
    internal sealed record Turn(string Conversation, FollowUpReadings Readings, ImmutableHashSet<string> Right)
    {
        public bool Leans => Readings.Bare.Question.Leans;
    }

    private sealed record Example(Turn Turn, int Fold, Listwise List)
    {
        public static Example Of(FollowUpRanking ranking, Turn turn, int fold)
        {
            var candidates = ranking.Candidates(turn.Readings);
            return new Example(turn, fold, new Listwise(
                [.. candidates.SelectMany(candidate => ranking.Features(turn.Readings, candidate.Passage!))],
                [.. candidates.Select(candidate => turn.Right.Contains(candidate.Id))]));
        }
    }
}
