using System.Collections.Frozen;
using System.Collections.Immutable;
using BackCare.Passages;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BackCare.Web.Privacy;

/// <summary>What a person may ask of the program itself, and the words it answers with, from <c>corpus/verbs.yaml</c>.</summary>
public sealed class VerbWords
{
    private const string FileName = "verbs.yaml";

    private static readonly string[] Needed =
    [
        "privacy", "unanswered-on", "unanswered-off", "my-data", "my-data-group", "my-data-entry", "my-data-you", "my-data-bot", "my-data-memory",
        "delete-my-data", "terms", "feedback", "feedback-thanks",
    ];

    private readonly FrozenDictionary<string, string> _verbs;
    private readonly FrozenDictionary<string, ImmutableArray<string>> _texts;

    private VerbWords(Dictionary<string, string> verbs, Dictionary<string, ImmutableArray<string>> texts)
    {
        _verbs = verbs.ToFrozenDictionary(StringComparer.Ordinal);
        _texts = texts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The verb that the whole message is; null when it is none.</summary>
    public string? Verb(string said) => said.Length > 60 ? null : _verbs.GetValueOrDefault(Plain(said));

    /// <summary>The paragraphs of a text, placeholders filled in.</summary>
    public ImmutableArray<string> Lines(string id, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var paragraph in _texts[id])
        {
            var line = paragraph;
            foreach (var (name, value) in values)
                line = line.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            lines.Add(line);
        }

        return lines.ToImmutable();
    }

    /// <exception cref="CorpusException">The file is missing or has problems.</exception>
    public static VerbWords Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new CorpusException(folder, [new CorpusProblem(FileName, 0, "the file is missing; it holds what is said to 'privacy', 'my data' and their like.")]);

        var problems = new List<CorpusProblem>();
        var verbs = new Dictionary<string, string>(StringComparer.Ordinal);
        var texts = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var (key, value) in Entries(path, problems))
        {
            if (value is not YamlMappingNode entry || Texts(entry, "text") is not [_, ..] text)
            {
                problems.Add(new CorpusProblem(FileName, (int)key.Start.Line, $"'{key.Value}' has no text; add a line 'text: …' under it."));
                continue;
            }

            texts[key.Value!] = text;
            foreach (var said in Texts(entry, "says"))
                verbs[Plain(said)] = key.Value!;
        }

        problems.AddRange(Needed.Where(id => !texts.ContainsKey(id)).Select(id => new CorpusProblem(FileName, 0, $"the entry '{id}' is missing; add it.")));

        return problems.Count > 0 ? throw new CorpusException(folder, problems) : new VerbWords(verbs, texts);
    }

    private static IEnumerable<(YamlScalarNode Key, YamlNode Value)> Entries(string path, List<CorpusProblem> problems)
    {
        var stream = new YamlStream();
        try
        {
            using var reader = new StreamReader(path);
            stream.Load(reader);
        }
        catch (YamlException exception)
        {
            problems.Add(new CorpusProblem(FileName, (int)exception.Start.Line, $"this can't be read as YAML ({exception.Message}); check indentation, quotes and colons."));
            return [];
        }

        return stream.Documents is [{ RootNode: YamlMappingNode root }] ? root.Children.Select(child => ((YamlScalarNode)child.Key, child.Value)) : [];
    }

    private static ImmutableArray<string> Texts(YamlMappingNode entry, string name) => (entry.Children.TryGetValue(new YamlScalarNode(name), out var node) ? node : null) switch
    {
        YamlScalarNode { Value: { Length: > 0 } one } => [one.Trim()],
        YamlSequenceNode many => [.. many.OfType<YamlScalarNode>().Select(item => (item.Value ?? "").Trim()).Where(item => item.Length > 0)],
        _ => [],
    };

    // As typed by thumbs: case, a slash in front, punctuation and spaces don't count.
    private static string Plain(string said) => string.Join(
        ' ',
        said.ToLowerInvariant().Split([' ', '\t', '\n', '\r', '\u00a0', '/', '.', '!', '?', ',', '"', '“', '”'], StringSplitOptions.RemoveEmptyEntries));
}
