using BackCare.Passages;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BackCare.Safety;

/// <summary>A YAML file of rules: its top mapping, and where its values stand.</summary>
internal sealed class RuleFile
{
    private readonly List<CorpusProblem> problems;
    private readonly YamlMappingNode? top;

    private RuleFile(string name, YamlMappingNode? top, List<CorpusProblem> problems)
    {
        Name = name;
        this.top = top;
        this.problems = problems;
    }

    /// <summary>Its path from the corpus folder.</summary>
    public string Name { get; }

    /// <summary>Reads a file; one that isn't a mapping is a problem and reads as empty.</summary>
    public static RuleFile Read(string folder, string name, List<CorpusProblem> problems)
    {
        try
        {
            if (LiteralBlocks.Load(File.ReadAllText(Path.Combine(folder, name))) is YamlMappingNode top)
                return new RuleFile(name, top, problems);
            problems.Add(new CorpusProblem(name, 1, "the file isn't a mapping of keys; write 'key: value' lines."));
        }
        catch (YamlException wrong)
        {
            problems.Add(new CorpusProblem(name, (int)wrong.Start.Line, $"the YAML can't be read ({wrong.Message}); put right the line."));
        }
        catch (IOException wrong)
        {
            problems.Add(new CorpusProblem(name, 1, $"the file can't be opened ({wrong.Message})."));
        }

        return new RuleFile(name, null, problems);
    }

    /// <summary>A word or sentence; null where it is empty or missing.</summary>
    public string? Text(string key) => Node(key) is YamlScalarNode { Value: { Length: > 0 } value } ? value : null;

    /// <summary>As <see cref="Text"/>; a missing one is a problem.</summary>
    public string Required(string key)
    {
        if (Text(key) is { } value)
            return value;
        Problem(1, $"'{key}' is missing; add it.");
        return "";
    }

    /// <summary>The line of a key's value; 1 where it is missing.</summary>
    public int Line(string key) => Node(key) is { } node ? (int)node.Start.Line : 1;

    /// <summary>The entries of a mapping: name, and lines of a block or items between commas, each with its line.</summary>
    public IEnumerable<(string Name, IReadOnlyList<(string Text, int Line)> Items)> Entries(string key)
    {
        if (Node(key) is not { } node)
            yield break;
        if (node is not YamlMappingNode mapping)
        {
            if (node is not YamlScalarNode { Value: null or "" })
                Problem((int)node.Start.Line, $"'{key}' must be a mapping of names to forms.");
            yield break;
        }

        foreach (var (name, value) in mapping.Children)
        {
            if (name is YamlScalarNode { Value: { } word } && value is YamlScalarNode scalar)
                yield return (word, Items(scalar));
            else
                Problem((int)name.Start.Line, $"an entry of '{key}' isn't a name with a block of forms; write 'name: |' and the forms below.");
        }
    }

    /// <summary>The lines of a block, each with its line in the file; comments and empty ones left out.</summary>
    public IReadOnlyList<(string Text, int Line)> Lines(string key) => Node(key) is YamlScalarNode scalar ? Lines(scalar) : [];

    /// <summary>The mappings of a list.</summary>
    public IEnumerable<RuleFile> List(string key)
    {
        if (Node(key) is not YamlSequenceNode list)
            yield break;
        foreach (var item in list.Children)
        {
            if (item is YamlMappingNode mapping)
                yield return new RuleFile(Name, mapping, problems);
            else
                Problem((int)item.Start.Line, $"an item of '{key}' isn't a mapping.");
        }
    }

    /// <summary>Where the mapping begins.</summary>
    public int Start => top is null ? 1 : (int)top.Start.Line;

    /// <summary>Adds a problem of this file.</summary>
    public void Problem(int line, string text) => problems.Add(new CorpusProblem(Name, line, text));

    /// <summary>The items of a value: parted by commas and line ends.</summary>
    public IReadOnlyList<(string Text, int Line)> Items(string key) => Node(key) is YamlScalarNode scalar ? Items(scalar) : [];

    private static List<(string Text, int Line)> Items(YamlScalarNode scalar) =>
        [.. Lines(scalar).SelectMany(line => line.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(item => (item, line.Line)))];

    private static List<(string Text, int Line)> Lines(YamlScalarNode scalar)
    {
        // A block's text begins on the line behind its '|'.
        var first = (int)scalar.Start.Line + (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded ? 1 : 0);
        var lines = (scalar.Value ?? "").Split('\n');
        List<(string, int)> kept = [];
        for (var i = 0; i < lines.Length; i++)
        {
            var text = lines[i].Trim();
            if (text.Length > 0 && text[0] != '#')
                kept.Add((text, first + i));
        }

        return kept;
    }

    private YamlNode? Node(string key) => top is not null && top.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
}
