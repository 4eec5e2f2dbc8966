using System.Collections.Immutable;
using BackCare.Passages;

namespace BackCare.Retrieval;

/// <summary>Text and memory → what answers: reads the question, ranks, and says how sure it is.</summary>
public sealed class PassageSearch(Corpus corpus, QuestionReader reader, Ranking ranking, FollowUpRanking followUps, RankingModel model)
{
    private const double BareAdvantage = 0.05;
    private const double NearlyAsGood = 2.5;
    private const double LeastWorthSplitting = 0.1;

    // Nearly all messages of two questions are at least as likely such, and few others.
    private const double LeastTwo = 0.01;

    // Half a message is read with less to go by than the whole.
    private const double LeastHalf = 0.6;

    /// <summary>What probabilities are enough for what.</summary>
    public RankingModel Model => model;

    /// <summary>How candidates are put in order.</summary>
    public Ranking Ranking => ranking;

    /// <summary>The question as it stands, nothing taken from memory.</summary>
    public Question Read(string text) => reader.Read(text);

    /// <summary>What was found for a text.</summary>
    public Finding Find(string text, Memory earlier)
    {
        var whole = Find(reader.Read(text), earlier);

        return whole.Covered < LeastWorthSplitting || whole.Kind.TwoQuestions < LeastTwo ? whole : whole with { Halves = FindHalves(text, whole) };
    }

    /// <summary>The same with another order of candidates and another model: for learning.</summary>
    public PassageSearch With(Ranking ranking, RankingModel model) => new(corpus, reader, ranking, followUps, model);

    /// <summary>What a question finds by itself, nothing taken from memory.</summary>
    public Finding Find(Question question)
    {
        var candidates = ranking.Rank(question);
        var (first, covered) = Confidence.Of(question, candidates, ranking.Vocabulary, model);

        return new Finding(question, candidates, first, covered, covered >= model.Threshold) { Kind = candidates.IsEmpty ? default : candidates[0].Kind };
    }

    /// <summary>A later question, read every way.</summary>
    /// <param name="last">The passage shown before it.</param>
    public FollowUpReadings Read(Question question, ImmutableArray<string> lastTerms, Passage last) =>
        new(Find(question), Find(QuestionReader.Complete(question, lastTerms)), ranking.Next(question, last), last);

    // A later question is read twice: it may lean on the one before, or be a new one.
    private Finding Find(Question question, Memory earlier)
    {
        if (earlier.LastPassages.IsEmpty || FollowUp.StandsAlone(question) || corpus.Find(earlier.LastPassages[0]) is not { } last)
            return Find(question);

        return followUps.Order(Read(question, earlier.LastTerms, last));
    }

    // The second of two questions in one message leans on the first: the surer reading wins, the completed one when in doubt.
    private Finding FindSecond(Question second, Question first)
    {
        if (!second.Leans)
            return Find(second);
        var completed = Find(QuestionReader.Complete(second, FollowUp.Topic(first)));
        if (!second.Terms.Any(FollowUp.IsTopical))
            return completed;
        var bare = Find(second);

        return bare.Covered > completed.Covered + BareAdvantage ? bare : completed;
    }

    // Two questions in one message get a passage each, where both are likely: parted where the less likely one is likeliest.
    private ImmutableArray<Passage> FindHalves(string text, Finding whole)
    {
        var least = whole.IsSure ? LeastHalf : model.Threshold;
        ImmutableArray<Passage> halves = [];
        foreach (var (first, second) in reader.Halves(text))
        {
            if (Find(first) is not { Best: { } left } one || one.Covered < least)
                continue;
            var other = FindSecond(second, first);
            if (other.Best is { } right && other.Covered >= least && left != right && (whole.Best == left || whole.Best == right || !whole.IsSure))
                (halves, least) = ([left, right], Math.Min(one.Covered, other.Covered));
        }

        return halves;
    }

    /// <summary>Passages that are shown along with the first: what it must not be read without, what disagrees with it, what adds something.</summary>
    public static ImmutableArray<Passage> Shown(Corpus corpus, Finding finding)
    {
        var passages = finding.Candidates.Where(candidate => candidate.Passage is not null).ToArray();
        var best = passages[0].Passage!;
        var shown = new List<Passage> { best };
        foreach (var half in finding.Halves)
        {
            if (half.Evidence != Evidence.Withheld)
                Add(half);
        }

        foreach (var id in best.With.Concat(best.DisagreesWith))
        {
            if (corpus.Find(id) is { Evidence: not Evidence.Withheld } passage)
                Add(passage);
        }

        foreach (var candidate in passages.Skip(1))
        {
            if (candidate.Passage!.Evidence != Evidence.Withheld && passages[0].Score - candidate.Score < NearlyAsGood)
                Add(candidate.Passage);
        }

        return [.. shown.Take(3)];

        void Add(Passage passage)
        {
            if (!shown.Contains(passage))
                shown.Add(passage);
        }
    }
}

/// <summary>What a search found.</summary>
/// <param name="Question">As it was understood.</param>
/// <param name="Candidates">Best first.</param>
/// <param name="Probability">How likely the first passage answers, 0 to 1.</param>
/// <param name="Covered">How likely the corpus covers what is asked at all, 0 to 1.</param>
/// <param name="IsSure">Whether that is enough to quote.</param>
public sealed record Finding(Question Question, ImmutableArray<Candidate> Candidates, double Probability, double Covered, bool IsSure)
{
    /// <summary>The best candidate, when it is a passage.</summary>
    public Passage? Best => Candidates.FirstOrDefault()?.Passage;

    /// <summary>What the classifier makes of the question as a whole.</summary>
    public AskKind Kind { get; init; }

    /// <summary>Of a message with two questions, a passage for each; else empty.</summary>
    public ImmutableArray<Passage> Halves { get; init; } = [];
}
