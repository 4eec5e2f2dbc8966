using System.Collections.Immutable;
using System.Globalization;
using BackCare.Analysis;
using BackCare.Analysis.Patterns;
using BackCare.Safety.Signs;

namespace BackCare.Safety.Likeness;

/// <summary>
/// Labelled messages → the model: a logistic regression over hashed features, the worst stretch of a message standing for it (multiple-instance
/// learning; Andrews et al. 2003), by AdaGrad (Duchi et al. 2011). Same messages, same weights.
/// </summary>
public static class LikenessLearning
{
    private const int Rounds = 6;
    private const int CategoryRounds = 6;
    private const float Rate = 0.05f;
    private const double Penalty = 3e-6;
    private const int Folds = 5;
    private const double Heavy = 3;

    private static readonly PatternShape Shape = new([1, 2, 3, 5], Each: 48, MessageWords.Marks, Classes: 2);
    private static readonly PatternSchedule Schedule = new(Rounds: 10, Rate: 0.001f, Dropout: 0.2f, WordDropout: 0.1f, Members: 3);

    /// <summary>Learns, and reports what messages that were left out of the learning come to.</summary>
    /// <param name="rules">Of the corpus.</param>
    /// <param name="messages">None of them held back.</param>
    /// <param name="mostFalse">The share of harmless messages that may be referred: it sets the threshold.</param>
    public static (LikenessModel Model, IReadOnlyList<string> Report) Learn(RedFlagRules rules, IReadOnlyList<LabelledMessage> messages, double mostFalse)
    {
        var reader = new FeatureReader(rules);
        var screen = new RedFlagScreen(rules, likeness: null);
        messages = [.. messages, .. Joined(messages)];
        var examples = messages.AsParallel().AsOrdered().Select(message => Example.Of(message, rules, reader, screen)).ToList();
        List<string> report = [];

        // Scores of messages by models that haven't seen them; the last run is the one that has seen all.
        var scored = new List<(Example Example, LikenessScore Score)>[Folds + 1];
        LikenessModel? model = null;
        Parallel.For(0, Folds + 1, new ParallelOptions { MaxDegreeOfParallelism = 2 }, fold =>
        {
            var (weights, constant) = LearnWeights([.. examples.Where(example => example.Fold != fold)]);
            var patterns = PatternLearning.Learn(Texts(examples, fold), Shape, Schedule);
            scored[fold] = [.. examples.Where(example => example.Fold == fold && example.Message.IsFresh).Select(example => (example, example.Score(weights, constant, patterns)))];
            if (fold < Folds)
                return;
            var (categories, categoryWeights) = LearnCategories(examples, weights, constant);
            model = new LikenessModel(Quantised.Of(weights), constant, categories, Quantised.Of(categoryWeights), patterns, new Calibration(0, 1, 1, 0, new double[4], 0.5));
        });

        return (model!.With(Calibrate([.. scored.SelectMany(one => one)], mostFalse, report)), report);
    }

    // Those that weigh little are read by one in three, those that weigh most twice.
    private static List<PatternExample> Texts(List<Example> examples, int leftOut) =>
    [
        .. examples
            .Where((example, at) => example.Fold != leftOut && (example.Message.Weight >= 1 || at % 3 == 0))
            .SelectMany(example => Enumerable.Repeat(example.Text, example.Message.Weight >= Heavy ? 2 : 1)),
    ];

    // A sign told beside a question stays a sign, and a harmless message beside one harmless: each short one once more, with a question before or behind it.
    private static List<LabelledMessage> Joined(IReadOnlyList<LabelledMessage> messages)
    {
        const int Short = 140;
        var random = new Random(4);
        var asks = messages.Where(message => message.Weight < 1 && message.Flag is null).Select(message => message.Text).ToArray();
        var harmless = messages.Where(message => message.Weight >= 1 && message.Flag is null && message.Text.Length <= Short / 2).Select(message => message.Text).ToArray();
        var joined = new List<LabelledMessage>();
        foreach (var message in messages.Where(message => message.Weight >= 1 && message.Text.Length <= Short))
        {
            if (asks.Length == 0 || (message.Flag is null && random.Next(3) > 0))
                continue;
            var ask = asks[random.Next(asks.Length)];
            var mark = random.Next(3) switch { 0 => ", ", 1 => ". ", _ => " " };
            var text = random.Next(2) == 0 ? message.Text.TrimEnd('.', '!') + mark + ask : ask + mark + message.Text;
            joined.Add(new LabelledMessage(text, message.Flag, 1, IsFresh: false) { Origin = message.Text });
            if (message.Flag is null || harmless.Length == 0)
                continue;

            // "No fever, no numbness, but I can't pee": what is harmless beside it takes nothing away.
            var other = harmless[random.Next(harmless.Length)];
            mark = random.Next(3) switch { 0 => ", but ", 1 => ". ", _ => " but " };
            text = mark != ". " || random.Next(2) == 0 ? other.TrimEnd('.', '!') + mark + message.Text : message.Text.TrimEnd('.', '!') + mark + other;
            joined.Add(new LabelledMessage(text, message.Flag, 1, IsFresh: false) { Origin = message.Text });
        }

        return joined;
    }

    private static (float[] Weights, double Constant) LearnWeights(List<Example> examples)
    {
        var weights = new float[FeatureReader.Numbers + 1];
        var squares = new float[weights.Length];
        var random = new Random(1);
        var order = examples.ToArray();
        var penalty = (float)(Penalty * examples.Count);
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(order);
            foreach (var example in order)
            {
                var (score, stretch) = example.Worst(weights, weights[^1]);
                var wanted = example.Message.Flag is null ? 0 : 1;
                var error = (float)(((1 / (1 + Math.Exp(-score))) - wanted) * example.Message.Weight);
                if (Math.Abs(error) < 1e-4f)
                    continue;
                foreach (var number in example.Stretches[stretch])
                    Step(weights, squares, number, error + (penalty * weights[number]));
                Step(weights, squares, weights.Length - 1, error);
            }
        }

        return (weights[..^1], weights[^1]);
    }

    private static (ImmutableArray<RedFlag> Categories, float[] Weights) LearnCategories(List<Example> examples, float[] weights, double constant)
    {
        var flagged = examples.Where(example => example.Message.Flag is not null).ToArray();
        ImmutableArray<RedFlag> categories = [.. flagged.Select(example => example.Message.Flag!).CountBy(flag => flag).Where(count => count.Value >= 5).Select(count => count.Key).OrderBy(flag => flag.Id, StringComparer.Ordinal).ThenBy(flag => flag.Urgency)];
        var table = new float[LikenessModel.CategoryRows * categories.Length];
        var squares = new float[table.Length];
        var random = new Random(2);
        var scores = new double[categories.Length];
        for (var round = 0; round < CategoryRounds; round++)
        {
            random.Shuffle(flagged);
            foreach (var example in flagged)
            {
                var wanted = categories.IndexOf(example.Message.Flag!);
                if (wanted < 0)
                    continue;
                var numbers = example.CategoryNumbers[example.Worst(weights, constant).Stretch];
                Array.Clear(scores);
                foreach (var number in numbers)
                {
                    for (var at = 0; at < scores.Length; at++)
                        scores[at] += table[(number * categories.Length) + at];
                }

                var most = scores.Max();
                var total = scores.Sum(score => Math.Exp(score - most));
                for (var at = 0; at < scores.Length; at++)
                {
                    var error = (float)((Math.Exp(scores[at] - most) / total) - (at == wanted ? 1 : 0));
                    if (Math.Abs(error) < 1e-3f)
                        continue;
                    foreach (var number in numbers)
                        Step(table, squares, (number * categories.Length) + at, error);
                }
            }
        }

        return (categories, table);
    }

    private static void Step(float[] weights, float[] squares, int at, float gradient)
    {
        squares[at] += gradient * gradient;
        weights[at] -= Rate * gradient / (MathF.Sqrt(squares[at]) + 1e-6f);
    }

    private static Calibration Calibrate(List<(Example Example, LikenessScore Score)> scored, double mostFalse, List<string> report)
    {
        // Newton would do; plain gradient descent is enough for eight numbers.
        var weights = new double[8];
        for (var round = 0; round < 4000; round++)
        {
            var gradient = new double[weights.Length];
            var sofar = new Calibration(weights[0], weights[1], weights[2], weights[3], weights[4..], 0.5);
            foreach (var (example, score) in scored)
            {
                var error = sofar.Of(score, example.Raised) - (example.Message.Flag is null ? 0 : 1);
                gradient[0] += error;
                gradient[1] += error * Calibration.Clamp(score.Features);
                gradient[2] += error * Calibration.Clamp(score.Patterns);
                gradient[3] += error * score.Length;
                if (example.Raised is { } raised)
                    gradient[4 + (int)raised] += error;
            }

            for (var at = 0; at < weights.Length; at++)
                weights[at] -= (at is 1 or 2 ? 0.02 : 0.3) * gradient[at] / scored.Count;
        }

        var calibration = new Calibration(weights[0], weights[1], weights[2], weights[3], weights[4..], 0.5);
        report.Add(Invariant($"calibration: {weights[0]:f2} + {weights[1]:f2} features + {weights[2]:f2} patterns + {weights[3]:f2} length + rules {string.Join(' ', weights[4..].Select(weight => weight.ToString("f2", CultureInfo.InvariantCulture)))}"));
        var probabilities = scored.Select(one => (one.Example, Probability: calibration.Of(one.Score, one.Example.Raised))).ToList();
        var harmless = probabilities.Where(one => one.Example.Message.Flag is null).Select(one => one.Probability).OrderDescending().ToArray();
        foreach (var share in (double[])[0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08])
            report.Add(Describe(probabilities, calibration with { Least = harmless[(int)(harmless.Length * share)] }));
        calibration = calibration with { Least = harmless[(int)(harmless.Length * mostFalse)] };
        report.Add("so " + Describe(probabilities, calibration));
        return calibration;
    }

    private static string Describe(List<(Example Example, double Probability)> probabilities, Calibration calibration)
    {
        var caught = probabilities
            .GroupBy(one => one.Example.Message.Flag is { } flag ? flag.Urgency.ToString().ToLowerInvariant() : "harmless")
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Invariant($"{group.Key} {group.Count(one => calibration.IsAlike(one.Probability, one.Example.Raised)) / (double)group.Count():p1} of {group.Count()}"));
        return Invariant($"referred from {calibration.Least:f3} on: {string.Join(", ", caught)}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A message as the learning sees it.</summary>
    private sealed record Example(LabelledMessage Message, Urgency? Raised, int Fold, int[][] Stretches, int[][] CategoryNumbers, List<WordInput> Words)
    {
        public PatternExample Text { get; } = PatternExample.Of(Words, Shape, [Message.Flag is null ? 0 : 1]);

        public static Example Of(LabelledMessage message, RedFlagRules rules, FeatureReader reader, RedFlagScreen screen)
        {
            JudgedReading[] readings = [.. Reading.Of(rules.Grammar, Tokenizer.Tokenize(message.Text)).Select(reading => new JudgedReading(reading, rules))];
            var stretches = new List<int[]>();
            var categories = new List<int[]>();
            foreach (var reading in readings)
            {
                var features = new List<Feature>();
                reader.Read(reading, new EveryFeature(features));
                foreach (var (start, end) in Likeness.Stretches.Of(reading.Reading.Words))
                {
                    var inside = features.Where(feature => feature.First >= start && feature.Last < end).ToArray();
                    stretches.Add([.. inside.Select(feature => feature.Number)]);
                    categories.Add([.. inside.Where(feature => LikenessReading.CountsForCategory(feature.Kind)).Select(feature => feature.Number & (LikenessModel.CategoryRows - 1))]);
                }
            }

            var raised = screen.Check(message.Text, HealthRecord.Empty) is Screening.Raised { Flags: [var first, ..] } ? first.Urgency : (Urgency?)null;
            return new Example(message, raised, FoldOf(message.Origin ?? message.Text), [.. stretches], [.. categories], [.. readings.Take(1).SelectMany(reading => MessageWords.Of(reading, rules.Grammar))]);
        }

        public LikenessScore Score(float[] weights, double constant, WordPatterns patterns) => new(Worst(weights, constant).Score, LikenessReading.Score(patterns, Words), Words.Count);

        public (double Score, int Stretch) Worst(float[] weights, double constant)
        {
            var (best, at) = (double.MinValue, 0);
            for (var stretch = 0; stretch < Stretches.Length; stretch++)
            {
                var sum = constant;
                foreach (var number in Stretches[stretch])
                    sum += weights[number];
                if (sum > best)
                    (best, at) = (sum, stretch);
            }

            return (best, at);
        }

        private static int FoldOf(string text)
        {
            var hash = 17u;
            foreach (var letter in text)
                hash = (hash * 31) + letter;
            return (int)(hash % Folds);
        }
    }
}
