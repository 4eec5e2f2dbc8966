using System.Collections.Immutable;
using BackCare.Passages;
using YamlDotNet.RepresentationModel;

namespace BackCare.Replies;

/// <summary>Reads <c>replies.yaml</c>.</summary>
public static class WordingReader
{
    private const string FileName = "replies.yaml";

    /// <summary>Texts the program asks for by name: without one of them the corpus can't be used.</summary>
    private static readonly string[] Needed =
    [
        "disclaimer", "disclaimer-short", "disagreement", "withheld", "no-passage", "no-passage-near", "no-passage-cautioned", "caution-only", "more-cautions",
        "held-back", "reminder-soon", "reminder-checked", "soft-support", "safety-tail", "safety-card", "info-card", "clarify", "clarify-crisis", "calling",
        "greeting", "thanks", "who-are-you", "help", "too-long", "empty", "error", "suggest-start",
    ];

    /// <summary>Everything that can be read; what can't is in <paramref name="problems"/>.</summary>
    public static Wording Read(string folder, List<CorpusProblem> problems) => Read(folder, FileName, Needed, problems);

    /// <summary>A channel's own texts, from a file of the same form.</summary>
    /// <param name="needed">The ids without which the file can't be used.</param>
    public static Wording Read(string folder, string file, IEnumerable<string> needed, List<CorpusProblem> problems)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            problems.Add(new CorpusProblem(file, 0, $"the file is missing from '{folder}'; it holds what the assistant says in its own voice."));
            return new Wording(ImmutableDictionary<string, ImmutableArray<string>>.Empty);
        }

        var texts = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        if (YamlFile.Parse(file, File.ReadAllText(path), problems) is { } yaml)
        {
            foreach (var (key, value) in yaml.Root.Children)
                texts[((YamlScalarNode)key).Value!] = Paragraphs(yaml, key, value);
        }

        foreach (var id in needed.Where(id => !texts.ContainsKey(id)))
            problems.Add(new CorpusProblem(file, 0, $"the text '{id}' is missing; add a line '{id}: …'."));

        return new Wording(texts);
    }

    private static ImmutableArray<string> Paragraphs(YamlFile yaml, YamlNode key, YamlNode value)
    {
        switch (value)
        {
            case YamlScalarNode { Value: { Length: > 0 } text }:
                return [text.Trim()];
            case YamlSequenceNode list when list.Children.All(child => child is YamlScalarNode):
                return [.. list.Children.Select(child => ((YamlScalarNode)child).Value!.Trim())];
            default:
                yaml.Problem(key, $"'{key}' is neither a text nor a list of texts; write 'id: …' or a list with '- …' lines.");
                return [];
        }
    }
}
