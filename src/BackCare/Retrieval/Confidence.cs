using System.Collections.Immutable;

namespace BackCare.Retrieval;

/// <summary>Is the best good enough, and is there anything to quote at all? Two logistic models over the same few signs, calibrated on judged questions (Platt 1999).</summary>
public static class Confidence
{
    public static ImmutableArray<string> Names { get; } =
    [
        "share", "lead", "ask-both", "ask-three", "ask-words", "ask-meaning", "coverage", "unknown", "short", "topical", "foreign", "uncovered-share", "uncovered-near", "learned-words", "learned-meaning", "lead-words", "lead-meaning", "uncovered-words", "uncovered-meaning", "agreed", "long", "constant",
    ];

    /// <summary>How likely the first passage answers, and how likely the corpus covers what is asked at all, each 0 to 1.</summary>
    public static (double First, double Covered) Of(Question question, ImmutableArray<Candidate> candidates, Vocabulary vocabulary, RankingModel model) =>
        Signs(question, candidates, vocabulary) is { } signs ? (Logistic(signs, model.Confidence.AsSpan()), Logistic(signs, model.Coverage.AsSpan())) : (0, 0);

    /// <summary>The probability that signs so weighed come to, 0 to 1.</summary>
    public static double Logistic(ReadOnlySpan<double> signs, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var sign = 0; sign < signs.Length; sign++)
            sum += signs[sign] * weights[sign];
        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>In the order of <see cref="Names"/>; null when there is no passage to be sure of.</summary>
    public static double[]? Signs(Question question, ImmutableArray<Candidate> candidates, Vocabulary vocabulary)
    {
        if (candidates.FirstOrDefault(candidate => candidate.Passage is not null) is not { } best)
            return null;

        var second = candidates.FirstOrDefault(candidate => candidate.Passage is not null && candidate != best);
        var topic = candidates.FirstOrDefault(candidate => candidate.Passage is null);
        var (total, unknown) = (1e-6, 0.0);
        foreach (var term in question.Terms)
        {
            var weight = vocabulary.Weight(term, out var isKnown) * term.Share;
            total += weight;
            if (!isKnown)
                unknown += weight;
        }

        var (leadWords, leadMeaning) = (Lead(candidates, best, Features.LearnedWords), Lead(candidates, best, Features.LearnedMeaning));

        return
        [
            best.Share,
            best.Score - (second?.Score ?? 0) is var lead && lead > 3 ? 1 : lead / 3,
            best.Numbers[Features.AskBoth],
            best.Numbers[Features.AskThree],
            best.Numbers[Features.AskWords],
            best.Numbers[Features.AskMeaning],
            best.Numbers[Features.Coverage],
            unknown / total,
            question.Terms.Length <= 2 ? 1 : 0,
            best.Topical,
            question.IsForeign ? 1 : 0,
            candidates.Where(candidate => candidate.Passage is null).Sum(candidate => candidate.Share),
            topic is null ? 0 : Math.Clamp((topic.Numbers[Features.AskBoth] - best.Numbers[Features.AskBoth]) * 5, -1, 1),
            best.Numbers[Features.LearnedWords],
            best.Numbers[Features.LearnedMeaning],
            leadWords,
            leadMeaning,
            best.Kind.UncoveredWords,
            best.Kind.UncoveredMeaning,
            leadWords > 0 && leadMeaning > 0 ? 1 : 0,
            Math.Min(1, question.Terms.Length / 20.0),
            1,
        ];
    }

    // By so much the best is above the next best passage; below 0 when another is above it.
    private static double Lead(ImmutableArray<Candidate> candidates, Candidate best, int feature) =>
        best.Numbers[feature] - candidates.Where(candidate => candidate.Passage is not null && candidate != best).Select(candidate => candidate.Numbers[feature]).DefaultIfEmpty(0).Max();
}
