using System.Collections.Immutable;
using System.Globalization;
using BackCare.Passages;
using BackCare.Retrieval;
using BackCare.Tests.Support;

namespace BackCare.Tests.Retrieval;

/// <summary>A test collection with published figures: documents, queries, and which documents are right for which query.</summary>
internal sealed class PublishedSet
{
    private static readonly Bm25 Anserini = new(0.9, 0.4, RoundedLength: true);

    private readonly IPassageIndex _index;
    private readonly Func<string, IEnumerable<string>> _terms;
    private readonly Dictionary<string, Dictionary<string, int>> _judged;

    /// <param name="terms">The terms of a text; null: as Anserini has them.</param>
    /// <param name="engine">Builds an index of the same terms; null: our own.</param>
    public PublishedSet(
        string name,
        Func<string, IEnumerable<string>>? terms = null,
        Func<ImmutableArray<Passage>, ImmutableArray<Field>, Bm25, IPassageIndex>? engine = null)
    {
        var folder = BenchFolder.Of(name)!;
        var documents = JsonLines.Read(folder, "corpus.jsonl")
            .Select(document => RandomPassages.Passage(0, "", $"{document.Text("title")} {document.Text("text")}") with { Id = document.Text("_id") });
        _terms = terms ?? LuceneAnalysis.Terms;
        _index = (engine ?? Own)([.. documents], [new Field("text", 1, passage => passage.Quote)], Anserini);
        Queries = JsonLines.Read(folder, "queries.jsonl").ToDictionary(query => query.Text("_id"), query => query.Text("text"));
        _judged = File.ReadLines(Path.Combine(folder, "qrels.tsv")).Skip(1)
            .Select(line => line.Split('\t'))
            .GroupBy(row => row[0])
            .ToDictionary(rows => rows.Key, rows => rows.ToDictionary(row => row[1], row => int.Parse(row[2], CultureInfo.InvariantCulture)));
    }

    public IReadOnlyDictionary<string, string> Queries { get; }

    /// <summary>The hits of one query.</summary>
    public IReadOnlyList<Hit> Search(string query, int count) => _index.Search(
        new Query([.. _terms(Queries[query]).GroupBy(term => term).Select(group => new WeightedTerm(group.Key, group.Count()))]), count);

    /// <summary>The mean over all judged queries of what <paramref name="measure"/> says of a ranking and the right documents.</summary>
    public double Mean(int depth, Func<string[], IReadOnlyDictionary<string, int>, double> measure) =>
        _judged.Average(judged => measure([.. Search(judged.Key, depth).Select(hit => hit.Passage.Id)], judged.Value));

    /// <summary>Normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen 2002), as trec_eval has it.</summary>
    public static double GainAt10(string[] ranking, IReadOnlyDictionary<string, int> right) =>
        Gain(ranking.Take(10).Select(id => right.GetValueOrDefault(id))) / Gain(right.Values.OrderDescending().Take(10));

    /// <summary>Average precision, as trec_eval has it.</summary>
    public static double AveragePrecision(string[] ranking, IReadOnlyDictionary<string, int> right)
    {
        var (found, sum) = (0, 0.0);
        for (var place = 0; place < ranking.Length; place++)
        {
            if (right.GetValueOrDefault(ranking[place]) > 0)
                sum += ++found / (place + 1.0);
        }

        return sum / right.Values.Count(score => score > 0);
    }

    /// <summary>How many of the right ones are found.</summary>
    public static double Recall(string[] ranking, IReadOnlyDictionary<string, int> right) =>
        (double)ranking.Count(id => right.GetValueOrDefault(id) > 0) / right.Values.Count(score => score > 0);

    /// <summary>How many of the first thirty are right.</summary>
    public static double PrecisionAt30(string[] ranking, IReadOnlyDictionary<string, int> right) =>
        ranking.Take(30).Count(id => right.GetValueOrDefault(id) > 0) / 30.0;

    private PassageIndex Own(ImmutableArray<Passage> passages, ImmutableArray<Field> fields, Bm25 formula)
    {
        var builder = new PassageIndexBuilder(fields, formula, _terms);
        foreach (var passage in passages)
            builder.Add(passage);
        return builder.Build();
    }

    private static double Gain(IEnumerable<int> scores) => scores.Select((score, place) => score / Math.Log2(place + 2)).Sum();
}
