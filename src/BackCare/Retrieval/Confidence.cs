using System.Collections.Immutable;

namespace BackCare.Retrieval;

/// <summary>Is the best good enough to quote? A logistic model over a few signs, calibrated on judged questions (Platt 1999).</summary>
public static class Confidence
{
    public static ImmutableArray<string> Names { get; } =
    [
        "share", "lead", "ask-both", "ask-three", "ask-words", "ask-meaning", "coverage", "unknown", "short", "topical", "foreign", "uncovered-share", "uncovered-near", "learned", "learned-lead", "learned-uncovered", "long", "constant",
    ];

    /// <summary>How likely the first passage answers, 0 to 1.</summary>
    public static double Of(Question question, ImmutableArray<Candidate> candidates, Vocabulary vocabulary, RankingModel model)
    {
        if (Signs(question, candidates, vocabulary) is not { } signs)
            return 0;
        var sum = 0.0;
        for (var sign = 0; sign < signs.Length; sign++)
            sum += signs[sign] * model.Confidence[sign];
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
            total += vocabulary.Weight(term) * term.Share;
            if (!vocabulary.Has(term))
                unknown += vocabulary.Weight(term) * term.Share;
        }

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
            best.Numbers[Features.Learned],
            best.Numbers[Features.Learned] - candidates.Where(candidate => candidate.Passage is not null && candidate != best).Select(candidate => candidate.Numbers[Features.Learned]).DefaultIfEmpty(0).Max(),
            topic?.Numbers[Features.Learned] ?? 0,
            Math.Min(1, question.Terms.Length / 20.0),
            1,
        ];
    }
}
