using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BackCare.Passages;

/// <summary>One YAML file of the corpus as nodes that know their line; what is wrong with it goes to a list of problems.</summary>
internal sealed class YamlFile
{
    private readonly List<CorpusProblem> _problems;
    private readonly int _lineOffset;

    private YamlFile(string file, YamlMappingNode root, List<CorpusProblem> problems, int lineOffset)
    {
        File = file;
        Root = root;
        _problems = problems;
        _lineOffset = lineOffset;
    }

    public string File { get; }

    public YamlMappingNode Root { get; }

    /// <summary>Null, with a problem added, when the text is not a YAML mapping.</summary>
    /// <param name="lineOffset">Lines of the file before the YAML begins.</param>
    public static YamlFile? Parse(string file, string yaml, List<CorpusProblem> problems, int lineOffset = 0)
    {
        try
        {
            if (LiteralBlocks.Load(yaml) is YamlMappingNode root)
                return new YamlFile(file, root, problems, lineOffset);

            problems.Add(new CorpusProblem(file, lineOffset + 1, "this is not a list of 'name: value' lines; write it as the other files of its folder are written."));
        }
        catch (YamlException exception)
        {
            problems.Add(new CorpusProblem(file, lineOffset + (int)exception.Start.Line, $"this can't be read as YAML ({exception.Message}); check indentation, quotes and colons."));
        }

        return null;
    }

    public void Problem(YamlNode node, string text) =>
        _problems.Add(new CorpusProblem(File, _lineOffset + (int)node.Start.Line, text));

    /// <summary>The text of a field; null, with a problem added, when it is missing or empty.</summary>
    public string? Required(YamlMappingNode node, string name)
    {
        if (Optional(node, name) is { Length: > 0 } text)
            return text;

        Problem(node, $"'{name}' is missing or empty; add a line '{name}: …'.");
        return null;
    }

    /// <summary>The text of a field; null when it is missing or not text.</summary>
    public static string? Optional(YamlMappingNode node, string name) =>
        Child(node, name) is YamlScalarNode { Value: { } value } ? value.Trim() : null;

    /// <summary>The texts of a list; empty when it is missing. A single text counts as a list of one.</summary>
    public static IEnumerable<string> List(YamlMappingNode node, string name) => Child(node, name) switch
    {
        YamlSequenceNode list => list.OfType<YamlScalarNode>().Select(item => (item.Value ?? "").Trim()).Where(item => item.Length > 0),
        YamlScalarNode { Value: { Length: > 0 } one } => [one.Trim()],
        _ => [],
    };

    /// <summary>The lines of a literal block (<c>name: |</c>); empty when it is missing.</summary>
    public static IEnumerable<string> Lines(YamlMappingNode node, string name) =>
        (Optional(node, name) ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Null when the field is missing.</summary>
    public static YamlNode? Child(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;

    /// <summary>Adds a problem for each field that is not among the known ones: a misspelt name is otherwise lost in silence.</summary>
    public void Known(YamlMappingNode node, params ReadOnlySpan<string> names)
    {
        foreach (var key in node.Children.Keys.OfType<YamlScalarNode>())
        {
            if (!names.Contains(key.Value ?? ""))
                Problem(key, $"'{key.Value}' is not a field here; the fields are {string.Join(", ", names!)}.");
        }
    }
}
