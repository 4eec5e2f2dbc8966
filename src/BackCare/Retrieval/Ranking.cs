using System.Collections.Immutable;
using BackCare.Analysis;
using BackCare.Passages;

namespace BackCare.Retrieval;

/// <summary>Candidates → final order: a weighted sum of features, the weights learned from judged questions (a linear listwise model; Cao et al. 2007).</summary>
public sealed class Ranking
{
    private const int MostPaired = 16;

    // A word that names something counts, however common among the asks: "back", "massage".
    private const double LeastTopical = 0.3;

    // What the classifier would say of a passage that it doesn't know.
    private const float NeverSeen = 0.3f;

    // Who asks on has read the passage shown before.
    private const double ToldAlready = 1.5;

    private readonly Corpus _corpus;
    private readonly ImmutableArray<UncoveredTopic> _uncovered;
    private readonly PassageIndex _index;
    private readonly Vocabulary _vocabulary;
    private readonly AskIndex _asks;
    private readonly Alignment _alignment;
    private readonly string[] _askTexts;
    private readonly HashSet<string>[] _words;
    private readonly ImmutableArray<double> _weights;
    private readonly AskClassifier _classifier;
    private readonly int[] _classes;

    public Ranking(Corpus corpus, ImmutableArray<UncoveredTopic> uncovered, Analyzer analyzer, PassageIndex index, WordVectors vectors, AskClassifier classifier, RankingModel model)
    {
        _corpus = corpus;
        _uncovered = uncovered;
        _index = index;
        _weights = model.Ranking;
        _classifier = classifier;
        _classes = [.. corpus.Passages.Select(passage => classifier.PlaceOf(passage.Id)), .. uncovered.Select(_ => classifier.PlaceOf(AskClassifier.Uncovered))];

        // A title is one more way of asking. What the quote says counts as words only.
        var texts = corpus.Passages.Select(passage => passage.Asks.Add(passage.Title)).Concat(uncovered.Select(topic => topic.Asks)).ToArray();
        _askTexts = [.. texts.SelectMany(asks => asks)];
        var asks = texts.Select(group => group.Select(analyzer.Analyze).ToArray()).ToArray();
        _words = [.. asks.Select((group, at) => Words(group, at < corpus.Passages.Length ? analyzer.Analyze(corpus.Passages[at].Quote) : []))];
        _vocabulary = new Vocabulary(asks);
        var meanings = new WordMeanings(asks.SelectMany(group => group), vectors);
        _asks = new AskIndex(asks, _vocabulary, meanings);
        _alignment = new Alignment(_vocabulary, meanings);
    }

    private Ranking(Ranking other, ImmutableArray<double> weights)
    {
        (_corpus, _uncovered, _index, _vocabulary, _asks, _alignment, _askTexts, _words, _classifier, _classes) = (other._corpus, other._uncovered, other._index, other._vocabulary, other._asks, other._alignment, other._askTexts, other._words, other._classifier, other._classes);
        _weights = weights;
    }

    /// <summary>The same with other weights: for learning them.</summary>
    public Ranking With(ImmutableArray<double> weights) => new(this, weights);

    /// <summary>How much each word of the corpus tells.</summary>
    public Vocabulary Vocabulary => _vocabulary;

    /// <summary>The id of a passage, or behind them of a topic not covered, by its place.</summary>
    public string IdOf(int candidate) => candidate < _corpus.Passages.Length ? _corpus.Passages[candidate].Id : _uncovered[candidate - _corpus.Passages.Length].Id;

    /// <summary>Every candidate, best first; equal scores in the corpus's order. Empty when the question has no term.</summary>
    public ImmutableArray<Candidate> Rank(Question question)
    {
        if (question.Terms.IsEmpty)
            return [];

        var features = Measure(question, out var nearest);
        return Order(question, features, nearest);
    }

    /// <summary>The features of every candidate, passages first, then topics not covered: a row of <see cref="Features.Count"/> each.</summary>
    /// <param name="nearest">For each candidate, its nearest ask.</param>
    public float[] Measure(Question question, out int[] nearest)
    {
        var terms = question.Terms.AsSpan();
        var count = _corpus.Passages.Length + _uncovered.Length;
        var features = new float[count * Features.Count];
        FillFields(question, features);
        FillAsks(terms, features, out nearest);
        FillCoverage(terms, features);
        FillLearned(terms, features);
        for (var at = 0; at < count; at++)
            FillKind(question, at, features.AsSpan(at * Features.Count, Features.Count));

        return features;
    }

    private ImmutableArray<Candidate> Order(Question question, float[] features, int[] nearest)
    {
        var count = nearest.Length;
        var scores = new double[count];
        for (var at = 0; at < count; at++)
        {
            for (var feature = 0; feature < Features.Count; feature++)
                scores[at] += _weights[feature] * features[(at * Features.Count) + feature];
        }

        foreach (var id in question.Told)
        {
            if (_corpus.Find(id) is { } told)
                scores[_corpus.Passages.IndexOf(told)] -= ToldAlready;
        }

        var most = scores.Max();
        var total = scores.Sum(score => Math.Exp(score - most));
        var order = Enumerable.Range(0, count).ToArray();
        Array.Sort(order, (a, b) => scores[a] != scores[b] ? scores[b].CompareTo(scores[a]) : a.CompareTo(b));

        return
        [
            .. order.Take(12).Select(at => new Candidate(
                at < _corpus.Passages.Length ? _corpus.Passages[at] : null,
                IdOf(at),
                scores[at],
                Math.Exp(scores[at] - most) / total,
                features[(at * Features.Count)..((at + 1) * Features.Count)],
                _askTexts[nearest[at]]) { Topical = Topical(question, at) }),
        ];
    }

    private void FillFields(Question question, float[] features)
    {
        var query = QueryOf(question);
        var scores = new float[_corpus.Passages.Length];
        foreach (var (field, feature) in new[] { (0, Features.Title), (2, Features.Quote), (3, Features.Topics) })
        {
            Array.Clear(scores);
            _index.AddScores(field, query, 1, scores);
            for (var at = 0; at < scores.Length; at++)
                features[(at * Features.Count) + feature] = scores[at] / (scores[at] + 4);
        }
    }

    private void FillAsks(ReadOnlySpan<Term> terms, float[] features, out int[] nearest)
    {
        var nearness = new AskNearness[_asks.Groups];
        _asks.Near(terms, nearness);
        var bag = new float[_asks.Groups];
        var bm25 = new float[_asks.Groups];
        _asks.Said(terms, bag, bm25);
        nearest = new int[nearness.Length];
        for (var at = 0; at < nearness.Length; at++)
        {
            var row = features.AsSpan(at * Features.Count, Features.Count);
            row[Features.AskWords] = nearness[at].Words;
            row[Features.AskMeaning] = nearness[at].Meaning;
            row[Features.AskBoth] = nearness[at].Both;
            row[Features.AskThree] = nearness[at].Three;
            row[Features.AskDensity] = nearness[at].Density;
            row[Features.AskSaid] = nearness[at].Said;
            row[Features.AskBag] = bag[at];
            row[Features.AskBm25] = bm25[at];
            nearest[at] = nearness[at].Nearest;
        }

        FillPairs(terms, nearness, features);
    }

    /// <summary>Pairs up words for the likeliest candidates only: it costs more than the rest together.</summary>
    private void FillPairs(ReadOnlySpan<Term> terms, AskNearness[] nearness, float[] features)
    {
        var likely = new (float Score, int At)[nearness.Length];
        for (var at = 0; at < likely.Length; at++)
        {
            var row = features.AsSpan(at * Features.Count, Features.Count);
            likely[at] = (-(row[Features.AskBoth] + row[Features.AskThree] + row[Features.AskSaid] + (2 * row[Features.AskBag])), at);
        }

        Array.Sort(likely);
        var question = _alignment.Prepare(terms);
        foreach (var (_, at) in likely.AsSpan(0, Math.Min(MostPaired, likely.Length)))
        {
            var row = features.AsSpan(at * Features.Count, Features.Count);
            foreach (var ask in (ReadOnlySpan<int>)[nearness[at].Nearest, nearness[at].Second, nearness[at].Third])
            {
                if (ask < 0)
                    continue;
                var (asked, said) = _alignment.Of(question, ask);
                if (asked + said > row[Features.PairQuestion] + row[Features.PairAsk])
                    (row[Features.PairQuestion], row[Features.PairAsk]) = (asked, said);
            }
        }
    }

    private void FillCoverage(ReadOnlySpan<Term> terms, float[] features)
    {
        var total = 0f;
        foreach (var term in terms)
            total += _vocabulary.Weight(term) * term.Share;
        for (var at = 0; at < _words.Length; at++)
        {
            var covered = 0f;
            foreach (var term in terms)
            {
                if (_words[at].Contains(term.Text))
                    covered += _vocabulary.Weight(term) * term.Share;
            }

            features[(at * Features.Count) + Features.Coverage] = total > 0 ? covered / total : 0;
        }
    }

    private void FillLearned(ReadOnlySpan<Term> terms, float[] features)
    {
        Span<float> scores = stackalloc float[_classifier.Classes.Length];
        _classifier.Score(terms, scores);
        for (var at = 0; at < _classes.Length; at++)
            features[(at * Features.Count) + Features.Learned] = _classes[at] < 0 ? NeverSeen : 1 - (scores[_classes[at]] / AskClassifier.Least);
    }

    private double Topical(Question question, int at)
    {
        var (covered, total) = (0.0, 0.0);
        foreach (var term in question.Terms)
        {
            if (!FollowUp.IsTopical(term))
                continue;
            var weight = (_vocabulary.Weight(term) + LeastTopical) * term.Share;
            total += weight;
            covered += _words[at].Contains(term.Text) ? weight : 0;
        }

        return total > 0 ? covered / total : 1;
    }

    private void FillKind(Question question, int at, Span<float> row)
    {
        if (at >= _corpus.Passages.Length)
        {
            row[Features.Uncovered] = 1;
            return;
        }

        var passage = _corpus.Passages[at];
        if (question.Types.Length > 0)
            row[Features.QuestionType] = (float)question.Types.Count(passage.Answers.Contains) / question.Types.Length;
        row[Features.Disputed] = passage.Evidence == Evidence.Disputed ? 1 : 0;
        row[Features.Withheld] = passage.Evidence == Evidence.Withheld ? 1 : 0;
    }

    /// <summary>The question as the index takes it: each term once.</summary>
    public static Query QueryOf(Question question) => new([.. question.Terms.Select(term => term.Text).Distinct().Select(term => new WeightedTerm(term, 1))]);

    private static HashSet<string> Words(ImmutableArray<Term>[] asks, ImmutableArray<Term> quote) =>
        [.. asks.SelectMany(ask => ask).Concat(quote).Select(term => term.Text)];
}
