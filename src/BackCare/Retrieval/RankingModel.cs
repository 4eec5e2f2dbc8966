using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BackCare.Passages;

namespace BackCare.Retrieval;

/// <summary>Learned weights: how the features make a score, and how scores make a probability. From <c>Data/weights.json</c>, made by <c>backcare learn</c>.</summary>
/// <param name="Ranking">One a feature, in the order of <see cref="Features.Names"/>.</param>
/// <param name="Confidence">One a sign of confidence, in the order of <see cref="Confidence.Names"/>, the constant last.</param>
/// <param name="Coverage">The same signs, weighed for whether the corpus covers what is asked at all.</param>
/// <param name="Threshold">The least probability of that with which anything is quoted.</param>
/// <param name="High">The least probability that is called high.</param>
public sealed partial record RankingModel(ImmutableArray<double> Ranking, ImmutableArray<double> Confidence, ImmutableArray<double> Coverage, double Threshold, double High)
{
    private static Lazy<WeightsFile> Lazily { get; } = new(Read);

    /// <summary>The weights that ship: those learned with the classifier where it knows most of the passages, else those learned without.</summary>
    public static RankingModel For(AskClassifier classifier, ImmutableArray<Passage> passages) =>
        Of(2 * passages.Count(passage => classifier.PlaceOf(passage.Id) >= 0) >= passages.Length ? Lazily.Value.Taught : Lazily.Value.Untaught);

    /// <summary>As the file holds them: weights by name.</summary>
    /// <param name="taught">With a classifier that knows the passages.</param>
    /// <param name="untaught">Without one.</param>
    /// <param name="followUps">For later questions of a conversation, by any corpus.</param>
    public static string ToJson(RankingModel taught, RankingModel untaught, FollowUpModel followUps) =>
        JsonSerializer.Serialize(new WeightsFile(taught.Named(), untaught.Named(), Named(followUps)), WeightsJson.Default.WeightsFile);

    /// <summary>The weights for later questions of a conversation that ship.</summary>
    public static FollowUpModel FollowUps => Of(Lazily.Value.FollowUps);

    private static RankingModel Of(NamedWeights weights) => new(
        [.. Features.Names.Select(name => weights.Ranking.GetValueOrDefault(name))],
        [.. Retrieval.Confidence.Names.Select(name => weights.Confidence.GetValueOrDefault(name))],
        [.. Retrieval.Confidence.Names.Select(name => weights.Coverage.GetValueOrDefault(name))],
        weights.Threshold,
        weights.High);

    private static FollowUpModel Of(NamedFollowUps weights) => new(
        [.. FollowUpRanking.FeatureNames.Select(name => weights.Leaning.GetValueOrDefault(name))],
        [.. FollowUpRanking.FeatureNames.Select(name => weights.Standing.GetValueOrDefault(name))],
        [.. FollowUpRanking.SignNames.Select(name => weights.Confidence.GetValueOrDefault(name))],
        [.. FollowUpRanking.SignNames.Select(name => weights.Coverage.GetValueOrDefault(name))],
        weights.Threshold);

    private static NamedFollowUps Named(FollowUpModel model) => new(
        Named(FollowUpRanking.FeatureNames, model.Leaning),
        Named(FollowUpRanking.FeatureNames, model.Standing),
        Named(FollowUpRanking.SignNames, model.Confidence),
        Named(FollowUpRanking.SignNames, model.Coverage),
        model.Threshold);

    private NamedWeights Named() =>
        new(Named(Features.Names, Ranking), Named(Retrieval.Confidence.Names, Confidence), Named(Retrieval.Confidence.Names, Coverage), Threshold, High);

    private static Dictionary<string, double> Named(ImmutableArray<string> names, ImmutableArray<double> values) =>
        names.Zip(values).ToDictionary(pair => pair.First, pair => Math.Round(pair.Second, 4));

    private static WeightsFile Read()
    {
        using var stream = typeof(RankingModel).Assembly.GetManifestResourceStream("BackCare.Retrieval.weights.json")!;
        return JsonSerializer.Deserialize(stream, WeightsJson.Default.WeightsFile) ?? throw new JsonException("The weights are empty.");
    }

    private sealed record WeightsFile(NamedWeights Taught, NamedWeights Untaught, NamedFollowUps FollowUps);

    private sealed record NamedWeights(Dictionary<string, double> Ranking, Dictionary<string, double> Confidence, Dictionary<string, double> Coverage, double Threshold, double High);

    private sealed record NamedFollowUps(
        Dictionary<string, double> Leaning, Dictionary<string, double> Standing, Dictionary<string, double> Confidence, Dictionary<string, double> Coverage, double Threshold);

    // Generated: nothing is looked up by reflection at the start.
    [JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
    [JsonSerializable(typeof(WeightsFile))]
    private sealed partial class WeightsJson : JsonSerializerContext;
}
