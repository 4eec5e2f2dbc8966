using BackCare.Analysis.Patterns;
using BackCare.Safety.Signs;

namespace BackCare.Safety.Likeness;

/// <summary>How much a message is like those that were labelled as red flags, and like which.</summary>
internal sealed class LikenessReading(RedFlagRules rules, LikenessModel model)
{
    // So likely must a more pressing urgency be before it is said.
    private const double LikelyEnough = 0.35;

    // So likely must a few words by themselves be.
    private const double Alarming = 0.9;

    [ThreadStatic]
    private static List<Telling>? room;

    private readonly FeatureReader _reader = new(rules);

    /// <summary>Judges a message by its worst stretch.</summary>
    /// <param name="readings">The message.</param>
    /// <param name="raised">The most urgent flag that the rules raise for it; null for none.</param>
    /// <param name="mayBe">Whether a category can be meant at all: nobody is called a child who hasn't told an age.</param>
    public LikenessFinding Judge(IReadOnlyList<JudgedReading> readings, Urgency? raised, Func<RedFlag, bool> mayBe)
    {
        var worst = new Worst(double.MinValue, -1, 0, 0);
        var telling = room ??= new List<Telling>(4096);
        var pattern = double.MinValue;
        for (var at = 0; at < readings.Count; at++)
        {
            telling.Clear();
            var words = _reader.Read(readings[at], new TellingFeatures(model, telling));
            foreach (var (start, end) in Stretches.Of(readings[at].Reading.Words))
            {
                var score = model.Constant + (model.Scale * Sum(telling, words, start, end));
                if (score > worst.Score)
                    worst = new Worst(score, at, start, end);
            }

            pattern = Math.Max(pattern, Score(model.Patterns, MessageWords.Of(readings[at], rules.Grammar)));
        }

        var probability = model.Calibration.Of(new LikenessScore(worst.Score, pattern, readings.Max(reading => reading.Reading.Words.Length)), raised);
        if (!model.Calibration.IsAlike(probability, raised))
            return new LikenessFinding(probability, null);

        var features = new List<Feature>();
        _reader.Read(readings[worst.Reading], new EveryFeature(features));
        var (nearest, share) = Nearest(features, worst, mayBe);
        return new LikenessFinding(probability, new Likest(nearest, share, readings[worst.Reading].Reading, worst.Start, worst.End));
    }

    /// <summary>Whether a few words by themselves are likelier a red flag than not.</summary>
    public bool IsAlarming(Reading reading)
    {
        var judged = new JudgedReading(reading, rules);
        var telling = new List<Telling>();
        var words = _reader.Read(judged, new TellingFeatures(model, telling));
        var score = model.Constant + (model.Scale * Sum(telling, words, 0, reading.Words.Length));
        return model.Calibration.Of(new LikenessScore(score, Score(model.Patterns, MessageWords.Of(judged, rules.Grammar)), reading.Words.Length), raised: null) >= Alarming;
    }

    /// <summary>How much the patterns speak for a red flag (log odds); below 0 against.</summary>
    public static double Score(WordPatterns patterns, IReadOnlyList<WordInput> words)
    {
        Span<float> classes = stackalloc float[2];
        patterns.Score(words, classes);
        return classes[1] - classes[0];
    }

    // Those of words come by their first word: what stands before the stretch is skipped at once, so that a long text isn't read over and over.
    private static int Sum(List<Telling> telling, int words, int start, int end)
    {
        var sum = 0;
        for (var at = FirstAt(telling, words, start); at < words && telling[at].First < end; at++)
        {
            if (telling[at].Last < end)
                sum += telling[at].Weight;
        }

        for (var at = words; at < telling.Count; at++)
        {
            if (telling[at].First >= start && telling[at].Last < end)
                sum += telling[at].Weight;
        }

        return sum;
    }

    private static int FirstAt(List<Telling> telling, int words, int start)
    {
        var (low, high) = (0, words);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (telling[middle].First < start)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>The category that the stretch is most like, and its share among all.</summary>
    private (RedFlag Nearest, double Share) Nearest(List<Feature> features, Worst worst, Func<RedFlag, bool> mayBe)
    {
        Span<double> scores = stackalloc double[model.Categories.Length];
        foreach (var feature in features)
        {
            if (feature.First < worst.Start || feature.Last >= worst.End || !CountsForCategory(feature.Kind))
                continue;
            var weights = model.CategoryWeights(feature.Number);
            for (var at = 0; at < scores.Length; at++)
                scores[at] += model.CategoryScale * weights[at];
        }

        return MostPressing(scores, mayBe);
    }

    /// <summary>The likeliest category of the most pressing urgency that is likely enough: in doubt the more cautious one.</summary>
    private (RedFlag Nearest, double Share) MostPressing(ReadOnlySpan<double> scores, Func<RedFlag, bool> mayBe)
    {
        var most = double.MinValue;
        foreach (var score in scores)
            most = Math.Max(most, score);
        var total = 0.0;
        foreach (var score in scores)
            total += Math.Exp(score - most);

        var sofar = 0.0;
        for (var urgency = Urgency.Emergency; ; urgency--)
        {
            var best = -1;
            for (var at = 0; at < scores.Length; at++)
            {
                if (model.Categories[at].Urgency != urgency)
                    continue;
                sofar += Math.Exp(scores[at] - most) / total;
                if ((best < 0 || scores[at] > scores[best]) && mayBe(model.Categories[at]))
                    best = at;
            }

            if (best >= 0 && (sofar >= LikelyEnough || urgency == Urgency.Soon))
                return (model.Categories[best], sofar);
        }
    }

    /// <summary>Whether a feature tells one category from another, for what its table costs.</summary>
    public static bool CountsForCategory(FeatureKind kind) =>
        kind is FeatureKind.Word or FeatureKind.Class or FeatureKind.Concept or FeatureKind.Sign or FeatureKind.Mention or FeatureKind.Neighbours;

    private readonly record struct Worst(double Score, int Reading, int Start, int End);
}

/// <summary>What a message is like.</summary>
/// <param name="Probability">That it is a red flag, with what the rules say.</param>
/// <param name="Likest">Which; null where that isn't enough to refer.</param>
internal sealed record LikenessFinding(double Probability, Likest? Likest);

/// <summary>The flag that a message is most like, and where.</summary>
/// <param name="Flag">Which.</param>
/// <param name="Share">How sure that is, 0 to 1.</param>
/// <param name="Reading">The part of the message.</param>
/// <param name="Start">Its first word.</param>
/// <param name="End">Behind its last word.</param>
internal sealed record Likest(RedFlag Flag, double Share, Reading Reading, int Start, int End);
