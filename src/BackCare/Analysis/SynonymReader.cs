using BackCare.Passages;
using YamlDotNet.RepresentationModel;

namespace BackCare.Analysis;

/// <summary>Reads <c>synonyms.yaml</c>: what the sources say, and under it what people say.</summary>
public static class SynonymReader
{
    private const string FileName = "synonyms.yaml";

    /// <summary>Everything that can be read; what can't is in <paramref name="problems"/>. No file: no synonyms.</summary>
    public static Synonyms Read(string folder, List<CorpusProblem> problems)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path) || YamlFile.Parse(FileName, File.ReadAllText(path), problems) is not { } yaml)
            return Synonyms.None;

        var entries = new List<(string[], string[])>();
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in yaml.Root.Children.Keys.OfType<YamlScalarNode>())
        {
            var canonical = Words(key.Value ?? "");
            foreach (var variant in YamlFile.List(yaml.Root, key.Value!))
            {
                var words = Words(variant);
                var phrase = string.Join(' ', words);
                if (words.Length == 0)
                    yaml.Problem(key, $"a synonym of '{key.Value}' has no words; remove it.");
                else if (!seen.TryAdd(phrase, key.Value!) && seen[phrase] != key.Value)
                    yaml.Problem(key, $"'{variant}' is a synonym of '{seen[phrase]}' and of '{key.Value}'; keep one.");
                else
                    entries.Add((words, canonical));
            }
        }

        return new Synonyms(entries);
    }

    private static string[] Words(string phrase) => [.. Tokenizer.Tokenize(phrase).Select(token => token.Text)];
}
