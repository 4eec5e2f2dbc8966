using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace BackCare.Passages;

/// <summary>Pure: a corpus → what is wrong with it beyond a single field.</summary>
public static partial class CorpusChecks
{
    /// <summary>Words left out inside a quote are shown so.</summary>
    public const string Ellipsis = "[…]";

    private const int FewestAsks = 20;

    /// <summary>Every problem that can be seen without the articles.</summary>
    public static IEnumerable<CorpusProblem> Check(Corpus corpus)
    {
        foreach (var passage in corpus.Passages)
        {
            var file = FileOf(passage);
            if (passage.Evidence != Evidence.Supported && passage.Note is null)
                yield return new CorpusProblem(file, 0, $"evidence is {passage.Evidence.ToString().ToLowerInvariant()} and there is no note; say in 'note' what a reader must know.");
            if (passage.Asks.Length < FewestAsks)
                yield return new CorpusProblem(file, 0, $"there are {passage.Asks.Length} asks; write at least {FewestAsks}, as different people would ask.");
            foreach (var twice in passage.Asks.GroupBy(ask => ask, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
                yield return new CorpusProblem(file, 0, $"the ask '{twice.Key}' stands twice; keep one.");
            foreach (var other in passage.DisagreesWith)
            {
                if (corpus.Find(other) is not { } found)
                    yield return new CorpusProblem(file, 0, $"disagrees-with names '{other}', and there is no such passage; correct the name.");
                else if (!found.DisagreesWith.Contains(passage.Id))
                    yield return new CorpusProblem(file, 0, $"disagrees-with names '{other}', which doesn't name this passage back; add '{passage.Id}' there.");
            }

            foreach (var other in passage.With.Where(other => corpus.Find(other) is null))
                yield return new CorpusProblem(file, 0, $"with names '{other}', and there is no such passage; correct the name.");
            if (passage.Quote.Contains('<', StringComparison.Ordinal))
                yield return new CorpusProblem(file, 0, "the quote holds '<'; quotes are plain text.");
        }
    }

    /// <summary>Every quote against its article, every article against its hash.</summary>
    /// <param name="articles">File name → text.</param>
    public static IEnumerable<CorpusProblem> CheckSources(Corpus corpus, IReadOnlyDictionary<string, string> articles)
    {
        foreach (var source in corpus.Sources)
        {
            if (!articles.TryGetValue(source.File, out var article))
            {
                yield return new CorpusProblem("sources.yaml", 0, $"source '{source.Id}' is taken from '{source.File}', which is not in the folder of articles; add the file or correct the name.");
                continue;
            }

            var text = Collapse(article);
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            if (!string.Equals(hash, source.Sha256, StringComparison.OrdinalIgnoreCase))
                yield return new CorpusProblem("sources.yaml", 0, $"source '{source.Id}': '{source.File}' has the hash {hash}, not {source.Sha256}; the article has changed: read its quotes again, then correct the hash.");

            foreach (var passage in corpus.Passages.Where(passage => passage.Source.Id == source.Id && !IsVerbatim(passage.Quote, text)))
                yield return new CorpusProblem(FileOf(passage), 0, $"the quote is not found word for word in '{source.File}'; copy it again, and mark words left out with ' {Ellipsis} '.");
        }
    }

    /// <summary>Whether each stretch of the quote stands in the text, in order.</summary>
    /// <param name="collapsedArticle">The article with white space collapsed.</param>
    public static bool IsVerbatim(string quote, string collapsedArticle)
    {
        var from = 0;
        foreach (var stretch in quote.Split(Ellipsis, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = collapsedArticle.IndexOf(stretch, from, StringComparison.Ordinal);
            if (at < 0)
                return false;
            from = at + stretch.Length;
        }

        return from > 0;
    }

    /// <summary>Runs of white space, no-break spaces too, as one space; none at the ends.</summary>
    public static string Collapse(string text) => WhiteSpace().Replace(text, " ").Trim();

    /// <summary>Where a passage stands, relative to the corpus folder.</summary>
    public static string FileOf(Passage passage) => $"passages/{passage.Topics[0]}/{passage.Id}.md";

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
