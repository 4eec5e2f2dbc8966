using BackCare.Passages;
using BackCare.Replies;

namespace BackCare.Cli.Teams;

/// <summary>How the app is described in Teams, in the languages of <c>corpus/teams-app</c>; English first.</summary>
public sealed class AppStrings
{
    public const string Default = "en";

    /// <summary>The commands that are offered, in this order.</summary>
    public static readonly string[] Commands = ["ask", "help", "privacy"];

    private static readonly (string Id, int Longest)[] Limits =
    [
        ("name-short", 30), ("name-full", 100), ("description-short", 80), ("description-full", 4000),
        .. Commands.Select(command => ($"command-{command}", 32)),
        .. Commands.Select(command => ($"command-{command}-about", 128)),
    ];

    private readonly SortedDictionary<string, Wording> _byLanguage = new(StringComparer.Ordinal);

    public IEnumerable<string> OtherLanguages => _byLanguage.Keys.Where(language => language != Default);

    public string this[string language, string id] => _byLanguage[language].Line(id);

    /// <summary>All languages; what is missing or too long for Teams is in <paramref name="problems"/>.</summary>
    public static AppStrings Read(string corpus, List<CorpusProblem> problems)
    {
        var strings = new AppStrings();
        var folder = Path.Combine(corpus, "teams-app");
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.yaml") : [];
        foreach (var file in files.Select(Path.GetFileName).OfType<string>().Append($"{Default}.yaml").Distinct())
        {
            var wording = WordingReader.Read(folder, file, Limits.Select(limit => limit.Id), problems);
            strings._byLanguage[Path.GetFileNameWithoutExtension(file)] = wording;
            foreach (var (id, longest) in Limits.Where(limit => wording.Ids.Contains(limit.Id)))
            {
                if (wording.Line(id) is { } text && text.Length > longest)
                    problems.Add(new CorpusProblem($"teams-app/{file}", 0, $"'{id}' has {text.Length} characters, and Teams takes {longest}; shorten it."));
            }
        }

        return strings;
    }
}
