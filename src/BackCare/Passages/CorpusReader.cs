using System.Collections.Immutable;

namespace BackCare.Passages;

/// <summary>Reads passages and sources from a corpus folder: the only file of this folder that touches the disk.</summary>
public static class CorpusReader
{
    private static readonly string[] QuestionTypes =
        ["what", "how", "why", "how-long", "how-often", "how-much", "safe", "who", "where", "when", "which", "cost", "helps", "alternatives"];

    /// <summary>Everything that can be read; what can't is in <paramref name="problems"/>.</summary>
    public static Corpus Read(string folder, List<CorpusProblem> problems)
    {
        var sources = ReadSources(folder, problems);
        var passages = ReadPassages(folder, sources, problems);

        return new Corpus(sources, passages);
    }

    private static ImmutableArray<Source> ReadSources(string folder, List<CorpusProblem> problems)
    {
        const string file = "sources.yaml";
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            problems.Add(new CorpusProblem(file, 0, $"the file is missing from '{folder}'; add it, or name the folder that has it in 'BackCare:Corpus'."));
            return [];
        }

        if (YamlFile.Parse(file, File.ReadAllText(path), problems) is not { } yaml)
            return [];
        if (YamlFile.Child(yaml.Root, "sources") is not YamlDotNet.RepresentationModel.YamlSequenceNode list)
        {
            yaml.Problem(yaml.Root, "'sources' is missing; the file begins with 'sources:' and a list.");
            return [];
        }

        var sources = ImmutableArray.CreateBuilder<Source>();
        foreach (var node in list.OfType<YamlDotNet.RepresentationModel.YamlMappingNode>())
        {
            if (yaml.Required(node, "id") is not { } id
                || yaml.Required(node, "title") is not { } title
                || yaml.Required(node, "file") is not { } articleFile
                || yaml.Required(node, "words-belong-to") is not { } owner
                || yaml.Required(node, "sha256") is not { } hash)
                continue;
            if (sources.Any(source => source.Id == id))
            {
                yaml.Problem(node, $"source '{id}' stands twice; give one of them another id.");
                continue;
            }

            var link = YamlFile.Optional(node, "link");
            sources.Add(new Source(
                id,
                title,
                YamlFile.Optional(node, "publisher") ?? "not stated",
                YamlFile.Optional(node, "byline") ?? "not stated",
                YamlFile.Optional(node, "date") ?? "not stated",
                link is { Length: > 0 } && link.StartsWith("https://", StringComparison.Ordinal) ? link : null,
                articleFile,
                hash,
                owner));
        }

        return sources.ToImmutable();
    }

    private static ImmutableArray<Passage> ReadPassages(string folder, ImmutableArray<Source> sources, List<CorpusProblem> problems)
    {
        var root = Path.Combine(folder, "passages");
        if (!Directory.Exists(root))
        {
            problems.Add(new CorpusProblem("passages", 0, "the folder is missing; it holds a folder a topic, and in it a file a passage."));
            return [];
        }

        var passages = new SortedDictionary<string, Passage>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(root, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var file = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (ReadPassage(file, File.ReadAllText(path), sources, problems) is not { } passage)
                continue;
            if (!passages.TryAdd(passage.Id, passage))
                problems.Add(new CorpusProblem(file, 0, $"passage id '{passage.Id}' stands in another folder too; give one of the files another name."));
        }

        return [.. passages.Values];
    }

    private static Passage? ReadPassage(string file, string text, ImmutableArray<Source> sources, List<CorpusProblem> problems)
    {
        if (FrontMatter.Split(text) is not var (front, body, bodyLine))
        {
            problems.Add(new CorpusProblem(file, 1, "the file doesn't begin with front matter between two '---' lines; copy them from another passage."));
            return null;
        }

        if (YamlFile.Parse(file, front, problems, lineOffset: 1) is not { } yaml)
            return null;

        yaml.Known(yaml.Root, "title", "source", "locator", "topics", "answers", "evidence", "note", "asks", "disagrees-with", "with");
        var before = problems.Count;
        var title = yaml.Required(yaml.Root, "title");
        var locator = yaml.Required(yaml.Root, "locator");
        var sourceId = yaml.Required(yaml.Root, "source");
        var source = sources.FirstOrDefault(source => source.Id == sourceId);
        if (source is null && sourceId is not null && sources.Length > 0)
            yaml.Problem(YamlFile.Child(yaml.Root, "source")!, $"source '{sourceId}' is not in sources.yaml; add it there, or correct the name.");

        var evidence = ParseEvidence(yaml);
        foreach (var type in YamlFile.List(yaml.Root, "answers").Where(type => !QuestionTypes.Contains(type)))
            yaml.Problem(YamlFile.Child(yaml.Root, "answers")!, $"'{type}' is not a question type; use {string.Join(", ", QuestionTypes)}.");

        if (body.Length == 0)
            problems.Add(new CorpusProblem(file, bodyLine, "there is no quote under the front matter; add the words of the article, unchanged."));
        if (title is null || locator is null || source is null || evidence is null || problems.Count > before)
            return null;

        var topic = file.Split('/') is [_, var folderName, _, ..] ? folderName : "general";
        return new Passage(
            Path.GetFileNameWithoutExtension(file),
            title,
            source,
            locator,
            body,
            evidence.Value,
            YamlFile.Optional(yaml.Root, "note") is { Length: > 0 } note ? note : null)
        {
            Topics = [.. YamlFile.List(yaml.Root, "topics").Prepend(topic).Distinct()],
            Answers = [.. YamlFile.List(yaml.Root, "answers")],
            Asks = [.. YamlFile.Lines(yaml.Root, "asks")],
            DisagreesWith = [.. YamlFile.List(yaml.Root, "disagrees-with")],
            With = [.. YamlFile.List(yaml.Root, "with")],
        };
    }

    private static Evidence? ParseEvidence(YamlFile yaml)
    {
        switch (yaml.Required(yaml.Root, "evidence"))
        {
            case "supported":
                return Evidence.Supported;
            case "weak":
                return Evidence.Weak;
            case "disputed":
                return Evidence.Disputed;
            case "withheld":
                return Evidence.Withheld;
            case { } other:
                yaml.Problem(YamlFile.Child(yaml.Root, "evidence")!, $"'{other}' is not a kind of evidence; use supported, weak, disputed or withheld.");
                return null;
            default:
                return null;
        }
    }
}
