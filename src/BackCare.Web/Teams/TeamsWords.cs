using System.Collections.Immutable;
using BackCare.Passages;
using BackCare.Replies;

namespace BackCare.Web.Teams;

/// <summary>The texts that Teams needs, from <c>teams.yaml</c> and <c>replies.yaml</c> of the corpus.</summary>
internal static class TeamsWords
{
    private const string FileName = "teams.yaml";

    private static readonly string[] Needed =
    [
        "card-also", "card-helpful", "card-unhelpful", "feedback-thanks", "added-to-group",
        "public-emergency", "public-crisis", "public-urgent", "public-soon", "public-private", "private-link",
    ];

    private static readonly (string Id, string Placeholder)[] Filled = [("added-to-group", "{bot}"), ("added-to-group", "{private}"), ("public-private", "{private}")];

    /// <summary>What can be read of <c>teams.yaml</c>; what is wrong with it is in <paramref name="problems"/>.</summary>
    public static Wording Read(string folder, List<CorpusProblem> problems)
    {
        var wording = WordingReader.Read(folder, FileName, Needed, problems);
        foreach (var (id, placeholder) in Filled.Where(filled => wording.Ids.Contains(filled.Id) && !wording.Lines(filled.Id).Any(line => line.Contains(filled.Placeholder, StringComparison.Ordinal))))
            problems.Add(new CorpusProblem(FileName, 0, $"the text '{id}' doesn't say {placeholder}, which is filled in there; add it."));

        return wording;
    }

    /// <exception cref="CorpusException">Something is wrong: all that is.</exception>
    public static Wording Load(string folder)
    {
        var problems = new List<CorpusProblem>();
        Wording[] files = [WordingReader.Read(folder, problems), Read(folder, problems)];
        if (problems.Count > 0)
            throw new CorpusException(folder, problems);

        return new Wording(files.SelectMany(file => file.Ids, (file, id) => KeyValuePair.Create(id, file.Lines(id))).ToImmutableDictionary());
    }
}
