using System.Collections.Immutable;
using BackCare.Passages;
using BackCare.Replies;
using Microsoft.Extensions.Options;

namespace BackCare.Web.Teams;

/// <summary>The texts that Teams needs, from <c>teams.yaml</c> and <c>replies.yaml</c> of the corpus.</summary>
public static class TeamsWords
{
    private static readonly string[] Needed =
    [
        "card-also", "card-helpful", "card-unhelpful", "feedback-thanks", "added-to-group",
        "public-emergency", "public-crisis", "public-urgent", "public-soon", "public-private", "private-link",
    ];

    /// <exception cref="CorpusException">A text is missing: all that are.</exception>
    public static Wording Load(string folder)
    {
        var problems = new List<CorpusProblem>();
        Wording[] files = [WordingReader.Read(folder, problems), WordingReader.Read(folder, "teams.yaml", Needed, problems)];
        if (problems.Count > 0)
            throw new CorpusException(folder, problems);

        return new Wording(files.SelectMany(file => file.Ids, (file, id) => KeyValuePair.Create(id, file.Lines(id))).ToImmutableDictionary());
    }

    public static Wording Load(IServiceProvider services) =>
        Load(Path.Combine(AppContext.BaseDirectory, services.GetRequiredService<IOptions<BackCareOptions>>().Value.Corpus));
}
