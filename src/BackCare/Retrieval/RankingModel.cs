using System.Collections.Immutable;
using System.Text.Json;
using BackCare.Passages;

namespace BackCare.Retrieval;

/// <summary>Learned weights: how the features make a score, and how scores make a probability. From <c>Data/weights.json</c>, made by <c>backcare learn</c>.</summary>
/// <param name="Ranking">One a feature, in the order of <see cref="Features.Names"/>.</param>
/// <param name="Confidence">One a sign of confidence, in the order of <see cref="Confidence.Names"/>, the constant last.</param>
/// <param name="Coverage">The same signs, weighed for whether the corpus covers what is asked at all.</param>
/// <param name="Threshold">The least probability of that with which anything is quoted.</param>
/// <param name="High">The least probability that is called high.</param>
public sealed record RankingModel(ImmutableArray<double> Ranking, ImmutableArray<double> Confidence, ImmutableArray<double> Coverage, double Threshold, double High)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    private static Lazy<WeightsFile> Lazily { get; } = new(Read);

    /// <summary>The weights that ship: those learned with the classifier where it knows most of the passages, else those learned without.</summary>
    public static RankingModel For(AskClassifier classifier, ImmutableArray<Passage> passages) =>
        Of(2 * passages.Count(passage => classifier.PlaceOf(passage.Id) >= 0) >= passages.Length ? Lazily.Value.Taught : Lazily.Value.Untaught);

    /// <summary>As the file holds them: weights by name.</summary>
    /// <param name="taught">With a classifier that knows the passages.</param>
    /// <param name="untaught">Without one.</param>
    public static string ToJson(RankingModel taught, RankingModel untaught) => JsonSerializer.Serialize(new WeightsFile(taught.Named(), untaught.Named()), Options);

    private static RankingModel Of(NamedWeights weights) => new(
        [.. Features.Names.Select(name => weights.Ranking.GetValueOrDefault(name))],
        [.. Retrieval.Confidence.Names.Select(name => weights.Confidence.GetValueOrDefault(name))],
        [.. Retrieval.Confidence.Names.Select(name => weights.Coverage.GetValueOrDefault(name))],
        weights.Threshold,
        weights.High);

    private NamedWeights Named() =>
        new(Named(Features.Names, Ranking), Named(Retrieval.Confidence.Names, Confidence), Named(Retrieval.Confidence.Names, Coverage), Threshold, High);

    private static Dictionary<string, double> Named(ImmutableArray<string> names, ImmutableArray<double> values) =>
        names.Zip(values).ToDictionary(pair => pair.First, pair => Math.Round(pair.Second, 4));

    private static WeightsFile Read()
    {
        using var stream = typeof(RankingModel).Assembly.GetManifestResourceStream("BackCare.Retrieval.weights.json")!;
        return JsonSerializer.Deserialize<WeightsFile>(stream, Options) ?? throw new JsonException("The weights are empty.");
    }

    private sealed record WeightsFile(NamedWeights Taught, NamedWeights Untaught);

    private sealed record NamedWeights(Dictionary<string, double> Ranking, Dictionary<string, double> Confidence, Dictionary<string, double> Coverage, double Threshold, double High);
}
