using System.Collections.Immutable;

namespace BackCare.Retrieval;

/// <summary>Learned from judged conversations: how the candidates of a later question are put in order, and how sure that is.</summary>
/// <param name="Leaning">Weights of <see cref="FollowUpRanking.FeatureNames"/> for questions that lean on what was said before.</param>
/// <param name="Standing">The same for questions that seem complete.</param>
/// <param name="Confidence">Weights of <see cref="FollowUpRanking.SignNames"/>: is the first passage right?</param>
/// <param name="Coverage">The same signs, weighed for whether the corpus covers what is asked at all.</param>
/// <param name="Threshold">The least probability of that with which anything is quoted.</param>
public sealed record FollowUpModel(ImmutableArray<double> Leaning, ImmutableArray<double> Standing, ImmutableArray<double> Confidence, ImmutableArray<double> Coverage, double Threshold);
