using System.Collections.Immutable;
using BackCare.Passages;
using BackCare.Retrieval;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Query = BackCare.Retrieval.Query;

namespace BackCare.Lucene;

/// <summary>Lucene.Net as the engine: the same fields, terms and formula as ours in an index of its own kind, in memory; for any number of threads.</summary>
public sealed class LucenePassageIndex : IPassageIndex, IDisposable
{
    private readonly ImmutableArray<Passage> _passages;
    private readonly ImmutableArray<Field> _fields;
    private readonly SearcherManager _searchers;

    internal LucenePassageIndex(ImmutableArray<Passage> passages, ImmutableArray<Field> fields, LengthBm25 similarity, BaseDirectory directory)
    {
        _passages = passages;
        _fields = fields;
        _searchers = new SearcherManager(directory, new SimilarSearchers(similarity));
    }

    /// <summary>Indexes what passages say beside their asks (<see cref="Field.BesideAsks"/>) by the terms the analyzer finds there.</summary>
    public static LucenePassageIndex Build(ImmutableArray<Passage> passages, Analysis.Analyzer analyzer)
    {
        using var chain = new EnglishChain(analyzer.Synonyms, analyzer.StopWords);
        return LucenePassageIndexBuilder.Build(passages, Field.BesideAsks, Bm25.Default, chain);
    }

    public IReadOnlyList<Hit> Search(Query query, int count)
    {
        var wanted = Math.Clamp(count, 0, _passages.Length);
        if (wanted == 0)
            return [];

        var asked = TermQueries.Of(query, _fields);

        // In order: out of order, Lucene sets up a table for two thousand documents for every search, and a corpus has some hundred passages.
        var best = TopScoreDocCollector.Create(wanted, docsScoredInOrder: true);
        Run(asked, best);
        return [.. best.GetTopDocs().ScoreDocs.Select(found => new Hit(_passages[found.Doc], found.Score, () => Explain(asked, found.Doc)))];
    }

    public void AddScores(int field, Query query, Span<float> scores)
    {
        var found = new EveryScore(_passages.Length);
        Run(TermQueries.Of(query, _fields[field] with { Boost = 1 }), found);
        found.AddTo(scores);
    }

    /// <summary>Everything is in memory: who lets go of an index without this loses nothing.</summary>
    public void Dispose() => _searchers.Dispose();

    private void Run(BooleanQuery asked, ICollector found)
    {
        var searcher = _searchers.Acquire();
        try
        {
            searcher.Search(asked, found);
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

    private Retrieval.Explanation Explain(BooleanQuery asked, int document)
    {
        var searcher = _searchers.Acquire();
        try
        {
            return Explanations.Read(searcher.Explain(asked, document));
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

    private sealed class SimilarSearchers(LengthBm25 similarity) : SearcherFactory
    {
        public override IndexSearcher NewSearcher(IndexReader reader) => new(reader) { Similarity = similarity };
    }
}
