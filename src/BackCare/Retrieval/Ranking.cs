using System.Buffers;
using System.Collections.Immutable;
using BackCare.Analysis;
using BackCare.Analysis.Patterns;
using BackCare.Passages;

namespace BackCare.Retrieval;

/// <summary>Candidates → final order: a weighted sum of features, the weights learned from judged questions (a linear listwise model; Cao et al. 2007).</summary>
public sealed class Ranking
{
    private const int MostPaired = 8;
    private const int MostKept = 12;

    // Of so many by each of two quick looks the right one is among them as often as of three times as many.
    private const int MostLikely = 8;

    // A word that names something counts, however common among the asks: "back", "massage".
    private const double LeastTopical = 0.3;

    // So far below the best nothing is left of a share.
    private const double Nothing = -30;

    // What the classifier would say of a passage that it doesn't know.
    private const float NeverSeen = 0.3f;

    private readonly Corpus _corpus;
    private readonly ImmutableArray<UncoveredTopic> _uncovered;
    private readonly IPassageIndex _index;
    private readonly Vocabulary _vocabulary;
    private readonly AskIndex _asks;
    private readonly Alignment _alignment;
    private readonly string[] _askTexts;
    private readonly TermPlaces _places;
    private readonly QuestionTypeSets _types;
    private readonly float[] _factors;
    private readonly AskClassifier _classifier;
    private readonly int[] _classes;

    public Ranking(Corpus corpus, ImmutableArray<UncoveredTopic> uncovered, CorpusTerms terms, IPassageIndex index, WordVectors vectors, AskClassifier classifier, RankingModel model)
    {
        _corpus = corpus;
        _uncovered = uncovered;
        _index = index;
        _factors = FactorsOf(model.Ranking);
        _classifier = classifier;
        _classes = ClassesOf(corpus, uncovered, classifier);

        _askTexts = [.. corpus.Passages.SelectMany(passage => passage.Asks.Add(passage.Title)), .. uncovered.SelectMany(topic => topic.Asks)];
        _types = new QuestionTypeSets(corpus.Passages);

        // What the quote says counts as words only.
        var (places, meanings) = (Task.Run(() => new TermPlaces(terms)), Task.Run(() => new WordMeanings(terms.Asks.SelectMany(group => group), vectors)));
        _vocabulary = new Vocabulary(terms.Asks);
        _asks = new AskIndex(terms.Asks, _vocabulary, meanings.Result);
        _alignment = new Alignment(_vocabulary, meanings.Result);
        _places = places.Result;
    }

    private Ranking(Ranking other, AskClassifier classifier, float[] factors)
    {
        (_corpus, _uncovered, _index, _vocabulary, _asks, _alignment) = (other._corpus, other._uncovered, other._index, other._vocabulary, other._asks, other._alignment);
        (_askTexts, _places, _types) = (other._askTexts, other._places, other._types);
        (_classifier, _classes, _factors) = (classifier, ClassesOf(_corpus, _uncovered, classifier), factors);
    }

    /// <summary>The same with other weights: for learning them.</summary>
    public Ranking With(ImmutableArray<double> weights) => new(this, _classifier, FactorsOf(weights));

    /// <summary>The same with another classifier: for learning.</summary>
    public Ranking With(AskClassifier classifier) => new(this, classifier, _factors);

    private static float[] FactorsOf(ImmutableArray<double> weights) => [.. weights.Select(weight => (float)weight)];

    private static int[] ClassesOf(Corpus corpus, ImmutableArray<UncoveredTopic> uncovered, AskClassifier classifier) =>
        [.. corpus.Passages.Select(passage => classifier.PlaceOf(passage.Id)), .. uncovered.Select(_ => classifier.PlaceOf(AskClassifier.Uncovered))];

    // Passages, and topics that aren't covered.
    private int Count => _corpus.Passages.Length + _uncovered.Length;

    /// <summary>How much each word of the corpus tells.</summary>
    public Vocabulary Vocabulary => _vocabulary;

    /// <summary>The id of a passage, or behind them of a topic not covered, by its place.</summary>
    public string IdOf(int candidate) => candidate < _corpus.Passages.Length ? _corpus.Passages[candidate].Id : _uncovered[candidate - _corpus.Passages.Length].Id;

    /// <summary>Every candidate, best first; equal scores in the corpus's order. Empty when the question has no term.</summary>
    public ImmutableArray<Candidate> Rank(Question question)
    {
        if (question.Terms.IsEmpty)
            return [];

        var features = ArrayPool<float>.Shared.Rent(Count * Features.Count);
        var nearest = ArrayPool<int>.Shared.Rent(Count);
        try
        {
            var kind = Measure(question, features.AsSpan(0, Count * Features.Count), nearest.AsSpan(0, Count));
            return Order(question, kind, features.AsSpan(0, Count * Features.Count), nearest.AsSpan(0, Count));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(features);
            ArrayPool<int>.Shared.Return(nearest);
        }
    }

    /// <summary>How likely each passage answers what is asked after another one was shown, as far as conversations have taught: on the logarithmic scale, in the corpus's order.</summary>
    public float[] Next(Question question, Passage last)
    {
        var scores = new float[_corpus.Passages.Length];
        Span<float> byWords = stackalloc float[_classifier.Classes.Length];
        _classifier.ScoreAfter(question, AfterOf(last), byWords);
        for (var at = 0; at < scores.Length; at++)
            scores[at] = _classes[at] < 0 ? AskClassifier.Least : byWords[_classes[at]];
        return scores;
    }

    /// <summary>As <see cref="Question.After"/> has it.</summary>
    public static ImmutableArray<string> AfterOf(Passage last) => [last.Id, last.Topics[0]];

    /// <summary>The features of every candidate, passages first, then topics not covered: a row of <see cref="Features.Count"/> each.</summary>
    public float[] Measure(Question question)
    {
        var features = new float[Count * Features.Count];
        Measure(question, features, new int[Count]);
        return features;
    }

    // For each candidate its features, and its nearest ask.
    private AskKind Measure(Question question, Span<float> features, Span<int> nearest)
    {
        var terms = new WeighedTerms(question.Terms.AsSpan(), _vocabulary);
        features.Clear();
        FillFields(question, features);
        FillCoverage(terms, features);
        var kind = FillLearned(question, features);
        FillAsks(terms, features, nearest);
        var types = _types.Of(question.Types);
        for (var at = 0; at < nearest.Length; at++)
            FillKind(types, question.Types.Length, at, features.Slice(at * Features.Count, Features.Count));
        return kind;
    }

    private ImmutableArray<Candidate> Order(Question question, AskKind kind, ReadOnlySpan<float> features, ReadOnlySpan<int> nearest)
    {
        var count = nearest.Length;
        var scores = new double[count];
        for (var at = 0; at < count; at++)
            scores[at] = Sums.Dot(_factors, features.Slice(at * Features.Count, Features.Count));

        Span<int> order = stackalloc int[Math.Min(MostKept, count)];
        Best<double>(scores, order);
        var most = scores[order[0]];
        var total = 0.0;
        foreach (var score in scores)
            total += score - most > Nothing ? Math.Exp(score - most) : 0;

        Span<double> topical = stackalloc double[order.Length];
        FillTopical(question, order, topical);
        var candidates = ImmutableArray.CreateBuilder<Candidate>(order.Length);
        for (var place = 0; place < order.Length; place++)
        {
            var at = order[place];
            candidates.Add(new Candidate(
                at < _corpus.Passages.Length ? _corpus.Passages[at] : null,
                IdOf(at),
                scores[at],
                Math.Exp(scores[at] - most) / total,
                features.Slice(at * Features.Count, Features.Count).ToArray(),
                _askTexts[nearest[at]])
            {
                Topical = topical[place],
                Kind = kind,
            });
        }

        return candidates.MoveToImmutable();
    }

    /// <summary>The places of the highest scores, highest first; of equal ones the earlier.</summary>
    private static void Best<T>(ReadOnlySpan<T> scores, Span<int> best)
        where T : IComparable<T>
    {
        var kept = 0;
        for (var at = 0; at < scores.Length; at++)
        {
            if (kept == best.Length && scores[at].CompareTo(scores[best[^1]]) <= 0)
                continue;
            var place = kept < best.Length ? kept++ : kept - 1;
            for (; place > 0 && scores[at].CompareTo(scores[best[place - 1]]) > 0; place--)
                best[place] = best[place - 1];
            best[place] = at;
        }
    }

    private void FillFields(Question question, Span<float> features)
    {
        var query = QueryOf(question);
        var scores = new float[_corpus.Passages.Length];
        ReadOnlySpan<int> fields = [Features.Title, Features.Quote, Features.Topics];
        for (var field = 0; field < fields.Length; field++)
        {
            Array.Clear(scores);
            _index.AddScores(field, query, scores);
            for (var at = 0; at < scores.Length; at++)
                features[(at * Features.Count) + fields[field]] = scores[at] / (scores[at] + 4);
        }
    }

    private void FillAsks(WeighedTerms terms, Span<float> features, Span<int> nearest)
    {
        var bag = new float[_asks.Groups];
        var bm25 = new float[_asks.Groups];
        _asks.Said(terms, bag, bm25);
        var nearness = new AskNearness[_asks.Groups];
        Span<bool> isLikely = stackalloc bool[_asks.Groups];
        FindLikely(bag, bm25, features, isLikely);
        _asks.Near(terms, isLikely, nearness);
        for (var at = 0; at < nearness.Length; at++)
        {
            var row = features.Slice(at * Features.Count, Features.Count);
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

    /// <summary>Which candidates are worth a closer look: the best by what is quickly said of all, by the asks' words and by the classifier.</summary>
    private static void FindLikely(ReadOnlySpan<float> bag, ReadOnlySpan<float> bm25, ReadOnlySpan<float> features, Span<bool> isLikely)
    {
        isLikely.Clear();
        var scores = new float[bag.Length];
        Span<int> best = stackalloc int[Math.Min(MostLikely, scores.Length)];
        for (var at = 0; at < scores.Length; at++)
            scores[at] = (2 * bag[at]) + bm25[at] + features[(at * Features.Count) + Features.Coverage];
        Take(scores, best, isLikely);
        for (var at = 0; at < scores.Length; at++)
            scores[at] = features[(at * Features.Count) + Features.LearnedWords] + features[(at * Features.Count) + Features.LearnedMeaning] + (0.4f * bag[at]);
        Take(scores, best, isLikely);

        static void Take(float[] scores, Span<int> best, Span<bool> isLikely)
        {
            Best<float>(scores, best);
            foreach (var at in best)
                isLikely[at] = true;
        }
    }

    /// <summary>Pairs up words for the likeliest candidates only: it costs more than the rest together.</summary>
    private void FillPairs(WeighedTerms terms, ReadOnlySpan<AskNearness> nearness, Span<float> features)
    {
        var scores = new float[nearness.Length];
        for (var at = 0; at < scores.Length; at++)
        {
            var row = features.Slice(at * Features.Count, Features.Count);
            scores[at] = row[Features.AskBoth] + row[Features.AskThree] + row[Features.AskSaid] + (2 * row[Features.AskBag]);
        }

        Span<int> likely = stackalloc int[Math.Min(MostPaired, scores.Length)];
        Best<float>(scores, likely);
        Span<int> asks = stackalloc int[3 * likely.Length];
        Span<int> candidates = stackalloc int[asks.Length];
        var count = 0;
        foreach (var at in likely)
        {
            foreach (var ask in (ReadOnlySpan<int>)[nearness[at].Nearest, nearness[at].Second, nearness[at].Third])
            {
                if (ask >= 0)
                    (asks[count], candidates[count++]) = (ask, at);
            }
        }

        Span<(float Question, float Ask)> pairs = stackalloc (float, float)[count];
        _alignment.Fill(terms, asks[..count], pairs);
        for (var pair = 0; pair < count; pair++)
        {
            var row = features.Slice(candidates[pair] * Features.Count, Features.Count);
            if (pairs[pair].Question + pairs[pair].Ask > row[Features.PairQuestion] + row[Features.PairAsk])
                (row[Features.PairQuestion], row[Features.PairAsk]) = pairs[pair];
        }
    }

    private void FillCoverage(WeighedTerms terms, Span<float> features)
    {
        var total = 0f;
        foreach (var weight in terms.Weights)
            total += weight;
        if (total <= 0)
            return;
        for (var term = 0; term < terms.Weights.Length; term++)
        {
            foreach (var at in _places.Of(terms.Terms[term].Text))
                features[(at * Features.Count) + Features.Coverage] += terms.Weights[term];
        }

        for (var at = Features.Coverage; at < features.Length; at += Features.Count)
            features[at] /= total;
    }

    private AskKind FillLearned(Question question, Span<float> features)
    {
        Span<float> byWords = stackalloc float[_classifier.Classes.Length];
        Span<float> byMeaning = stackalloc float[byWords.Length];
        _classifier.Score(question, byWords, byMeaning);
        for (var at = 0; at < _classes.Length; at++)
        {
            var row = features.Slice(at * Features.Count, Features.Count);
            row[Features.LearnedWords] = _classes[at] < 0 ? NeverSeen : 1 - (byWords[_classes[at]] / AskClassifier.Least);
            row[Features.LearnedMeaning] = _classes[at] < 0 ? NeverSeen : 1 - (byMeaning[_classes[at]] / AskClassifier.Least);
        }

        // The last row is a topic that isn't covered, if there are any.
        var last = features[((Count - 1) * Features.Count)..];
        var (uncoveredWords, uncoveredMeaning) = _uncovered.IsEmpty ? (0, 0) : (last[Features.LearnedWords], last[Features.LearnedMeaning]);
        return new AskKind(uncoveredWords, uncoveredMeaning, Likelihood(_classifier.PlaceOf(AskClassifier.SmallTalk), byWords, byMeaning, unknown: 0), Likelihood(_classifier.PlaceOf(AskClassifier.TwoQuestions), byWords, byMeaning, unknown: 1));
    }

    private static float Likelihood(int kind, ReadOnlySpan<float> byWords, ReadOnlySpan<float> byMeaning, float unknown) =>
        kind < 0 ? unknown : MathF.Exp((byWords[kind] + byMeaning[kind]) / 2);

    /// <summary>For each candidate, how much of the weight of the words that name something it says.</summary>
    private void FillTopical(Question question, ReadOnlySpan<int> candidates, Span<double> topical)
    {
        topical.Clear();
        var total = 0.0;
        foreach (var term in question.Terms)
        {
            if (!FollowUp.IsTopical(term))
                continue;
            var weight = (_vocabulary.Weight(term) + LeastTopical) * term.Share;
            total += weight;
            var places = _places.Of(term.Text);
            for (var at = 0; at < candidates.Length; at++)
                topical[at] += places.BinarySearch(candidates[at]) >= 0 ? weight : 0;
        }

        foreach (ref var share in topical)
            share = total > 0 ? share / total : 1;
    }

    private void FillKind(int types, int count, int at, Span<float> row)
    {
        if (at >= _corpus.Passages.Length)
        {
            row[Features.Uncovered] = 1;
            return;
        }

        var passage = _corpus.Passages[at];
        if (count > 0)
            row[Features.QuestionType] = (float)_types.Shared(at, types) / count;
        row[Features.Disputed] = passage.Evidence == Evidence.Disputed ? 1 : 0;
        row[Features.Withheld] = passage.Evidence == Evidence.Withheld ? 1 : 0;
    }

    /// <summary>The question as the index takes it: each term once.</summary>
    public static Query QueryOf(Question question) => new([.. question.Terms.Select(term => term.Text).Distinct().Select(term => new WeightedTerm(term, 1))]);
}
