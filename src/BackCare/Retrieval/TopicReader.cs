using System.Collections.Immutable;
using BackCare.Passages;
using YamlDotNet.RepresentationModel;

namespace BackCare.Retrieval;

/// <summary>Reads the files that list ways of saying things, an id each: <c>small-talk.yaml</c> and <c>not-covered.yaml</c>.</summary>
public static class TopicReader
{
    /// <summary>Id → ways of saying it; empty when there is no such file.</summary>
    public static IReadOnlyDictionary<string, ImmutableArray<string>> Read(string folder, string file, List<CorpusProblem> problems)
    {
        var topics = new SortedDictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        var path = Path.Combine(folder, file);
        if (!File.Exists(path) || YamlFile.Parse(file, File.ReadAllText(path), problems) is not { } yaml)
            return topics;

        foreach (var key in yaml.Root.Children.Keys.OfType<YamlScalarNode>())
        {
            topics[key.Value!] = [.. YamlFile.Lines(yaml.Root, key.Value!)];
            if (topics[key.Value!].IsEmpty)
                yaml.Problem(key, $"'{key.Value}' lists nothing; write '{key.Value}: |' and a way of saying it a line.");
        }

        return topics;
    }
}
