using System.Collections.Immutable;
using BackCare.Passages;

namespace BackCare.Retrieval;

/// <summary>
/// Orders what a later question of a conversation found: by two readings (as it stands, and with the words of the last question), by what people ask with such
/// words after the passage they were shown, and by what a candidate has to do with that passage. A linear listwise model as <see cref="Ranking"/> is
/// (Cao et al. 2007), and two logistic models for how sure it is.
/// </summary>
public sealed class FollowUpRanking(Corpus corpus, FollowUpModel model)
{
    // Less likely than this, on the logarithmic scale, is all the same.
    private const double Least = -9;

    private const int MostByNext = 6;

    /// <summary>What a candidate is ordered by: how likely it is by each reading, on the logarithmic scale, and what it has to do with the passage shown last.</summary>
    public static ImmutableArray<string> FeatureNames { get; } = ["bare", "completed", "next", "told", "linked", "topic", "source"];

    /// <summary>What tells how sure the order is.</summary>
    public static ImmutableArray<string> SignNames { get; } =
    [
        "share", "lead", "bare", "completed", "next", "bare-agrees", "completed-agrees", "next-agrees", "told", "related", "bare-uncovered", "completed-uncovered", "next-lead", "nothing-named", "leans", "constant",
    ];

    /// <summary>The readings as one finding.</summary>
    public Finding Order(FollowUpReadings readings)
    {
        var leans = readings.Bare.Question.Leans;
        var question = (leans ? readings.Completed : readings.Bare).Question;
        var candidates = Order(readings, leans ? model.Leaning : model.Standing);
        if (candidates.IsEmpty)
            return new Finding(question, [], 0, 0, false) { Kind = readings.Bare.Kind };

        var signs = Signs(readings, candidates);
        var (first, covered) = (Confidence.Logistic(signs, model.Confidence.AsSpan()), Confidence.Logistic(signs, model.Coverage.AsSpan()));
        return new Finding(question with { Steps = question.Steps.Add($"asked after {readings.Last.Id} was shown") }, candidates, first, covered, covered >= model.Threshold) { Kind = readings.Bare.Kind };
    }

    /// <summary>The passages that any reading found, best first by the weights given.</summary>
    public ImmutableArray<Candidate> Order(FollowUpReadings readings, ImmutableArray<double> weights)
    {
        var candidates = Candidates(readings);
        var scores = candidates.Select(candidate => Features(readings, candidate.Passage!).Zip(weights, (value, weight) => value * weight).Sum()).ToArray();
        var most = scores.DefaultIfEmpty(0).Max();
        var total = scores.Sum(score => Math.Exp(score - most));

        return [.. candidates.Zip(scores, (candidate, score) => candidate with { Score = score, Share = Math.Exp(score - most) / total }).OrderByDescending(candidate => candidate.Score)];
    }

    /// <summary>The passages that any reading found, in the corpus's order, each as the likelier reading has it.</summary>
    public ImmutableArray<Candidate> Candidates(FollowUpReadings readings) =>
    [
        .. readings.Bare.Candidates.Concat(readings.Completed.Candidates)
            .Concat(corpus.Passages.Zip(readings.Next).OrderByDescending(pair => pair.Second).Take(MostByNext).Select(pair => new Candidate(pair.First, pair.First.Id, 0, 0, [], "")))
            .Where(candidate => candidate.Passage is not null)
            .GroupBy(candidate => candidate.Id, StringComparer.Ordinal)
            .Select(same => same.MaxBy(candidate => candidate.Share)!)
            .OrderBy(candidate => corpus.Passages.IndexOf(candidate.Passage!)),
    ];

    /// <summary>In the order of <see cref="FeatureNames"/>.</summary>
    public double[] Features(FollowUpReadings readings, Passage passage) =>
    [
        Likelihood(readings.Bare, passage),
        Likelihood(readings.Completed, passage),
        readings.Next[corpus.Passages.IndexOf(passage)],
        passage == readings.Last ? 1 : 0,
        AreLinked(passage, readings.Last) ? 1 : 0,
        ShareTopic(passage, readings.Last) ? 1 : 0,
        passage.Source == readings.Last.Source ? 1 : 0,
    ];

    /// <summary>In the order of <see cref="SignNames"/>.</summary>
    /// <param name="candidates">Best first, one at least.</param>
    public double[] Signs(FollowUpReadings readings, ImmutableArray<Candidate> candidates)
    {
        var (bare, completed, next) = (readings.Bare, readings.Completed, readings.Next);
        var (best, second) = (candidates[0], candidates.ElementAtOrDefault(1));
        var passage = best.Passage!;
        var place = corpus.Passages.IndexOf(passage);
        var others = next.Where((_, at) => at != place).DefaultIfEmpty(AskClassifier.Least).Max();
        return
        [
            best.Share,
            Math.Min(1, (best.Score - (second?.Score ?? 0)) / 3),
            bare.Covered,
            completed.Covered,
            Math.Exp(next[place]),
            bare.Best == passage ? 1 : 0,
            completed.Best == passage ? 1 : 0,
            next[place] > others ? 1 : 0,
            passage == readings.Last ? 1 : 0,
            AreLinked(passage, readings.Last) || ShareTopic(passage, readings.Last) ? 1 : 0,
            Uncovered(bare),
            Uncovered(completed),
            (next[place] - others) / -AskClassifier.Least,
            bare.Question.Terms.Any(FollowUp.IsTopical) ? 0 : 1,
            bare.Question.Leans ? 1 : 0,
            1,
        ];
    }

    private static double Uncovered(Finding finding) => finding.Candidates.Where(candidate => candidate.Passage is null).Sum(candidate => candidate.Share);

    private static double Likelihood(Finding finding, Passage passage) =>
        finding.Candidates.FirstOrDefault(candidate => candidate.Passage == passage) is { } found ? Math.Max(Least, Math.Log(found.Share)) : Least;

    private static bool ShareTopic(Passage one, Passage other) => one.Topics.Intersect(other.Topics, StringComparer.Ordinal).Any();

    private static bool AreLinked(Passage one, Passage other) => IsNamed(one, other) || IsNamed(other, one);

    private static bool IsNamed(Passage by, Passage passage) => by.With.Contains(passage.Id, StringComparer.Ordinal) || by.DisagreesWith.Contains(passage.Id, StringComparer.Ordinal);
}
