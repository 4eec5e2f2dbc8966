using System.Collections.Immutable;
using System.Text.Json;

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

    /// <summary>The weights that ship.</summary>
    public static RankingModel Shipped => Lazily.Value;

    private static Lazy<RankingModel> Lazily { get; } = new(Read);

    /// <summary>As the file holds it: weights by name.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new WeightsFile(Named(Features.Names, Ranking), Named(Retrieval.Confidence.Names, Confidence), Named(Retrieval.Confidence.Names, Coverage), Threshold, High), Options);

    /// <exception cref="JsonException">The text is not such a file.</exception>
    public static RankingModel FromJson(string json)
    {
        var file = JsonSerializer.Deserialize<WeightsFile>(json, Options) ?? throw new JsonException("The weights are empty.");
        return new RankingModel(
            [.. Features.Names.Select(name => file.Ranking.GetValueOrDefault(name))],
            [.. Retrieval.Confidence.Names.Select(name => file.Confidence.GetValueOrDefault(name))],
            [.. Retrieval.Confidence.Names.Select(name => file.Coverage?.GetValueOrDefault(name) ?? 0)],
            file.Threshold,
            file.High);
    }

    private static Dictionary<string, double> Named(ImmutableArray<string> names, ImmutableArray<double> values) =>
        names.Zip(values).ToDictionary(pair => pair.First, pair => Math.Round(pair.Second, 4));

    private static RankingModel Read()
    {
        using var stream = typeof(RankingModel).Assembly.GetManifestResourceStream("BackCare.Retrieval.weights.json")!;
        using var reader = new StreamReader(stream);
        return FromJson(reader.ReadToEnd());
    }

    private sealed record WeightsFile(Dictionary<string, double> Ranking, Dictionary<string, double> Confidence, Dictionary<string, double>? Coverage, double Threshold, double High);
}
