using System.Collections.Immutable;
using BackCare.Analysis;
using BackCare.Passages;

namespace BackCare.Retrieval;

/// <summary>Our own engine: an inverted index in memory over title, asks, quote and topics, with Lucene's BM25; immutable, for any number of threads.</summary>
public sealed class PassageIndex : IPassageIndex
{
    private readonly ImmutableArray<Passage> _passages;
    private readonly ImmutableArray<Field> _fields;
    private readonly FieldIndex[] _indexes;

    internal PassageIndex(ImmutableArray<Passage> passages, ImmutableArray<Field> fields, FieldIndex[] indexes)
    {
        _passages = passages;
        _fields = fields;
        _indexes = indexes;
    }

    /// <summary>Indexes what passages say beside their asks (<see cref="Field.BesideAsks"/>) by the terms the analyzer finds there.</summary>
    public static PassageIndex Build(ImmutableArray<Passage> passages, Analyzer analyzer)
    {
        var builder = new PassageIndexBuilder(Field.BesideAsks, Bm25.Default, text => analyzer.Analyze(text).Select(term => term.Text));
        foreach (var passage in passages)
            builder.Add(passage);
        return builder.Build();
    }

    public IReadOnlyList<Hit> Search(Query query, int count)
    {
        var best = new ScoredPassage[Math.Clamp(count, 0, _passages.Length)];
        var hits = new Hit[Search(query, best)];
        for (var at = 0; at < hits.Length; at++)
        {
            var passage = best[at].Passage;
            hits[at] = new Hit(_passages[passage], best[at].Score, () => Explain(query, passage));
        }

        return hits;
    }

    /// <summary>Fills in the best, best first, and says how many there are; equal scores in the corpus's order. Allocates nothing.</summary>
    public int Search(Query query, Span<ScoredPassage> best)
    {
        var search = MaxScoreSearch.Mine();
        Span<byte> key = stackalloc byte[TermKey.Longest];
        foreach (var (term, weight) in query.Terms)
        {
            var written = key[..TermKey.Write(term, key)];
            var hash = TermKey.Hash(written);
            for (var field = 0; field < _indexes.Length; field++)
            {
                if (_indexes[field].TryFind(written, hash, out var postings))
                    search.Add(_indexes[field], postings, (float)(_fields[field].Boost * weight) * _indexes[field].Idf(postings.Documents));
            }
        }

        return search.Run(_passages.Length, best);
    }

    public void AddScores(int field, Query query, Span<float> scores)
    {
        foreach (var (term, weight) in query.Terms)
        {
            if (_indexes[field].TryFind(term, out var postings))
                _indexes[field].AddScores(postings, (float)weight, scores);
        }
    }

    private Explanation Explain(Query query, int passage)
    {
        var fields = ImmutableArray.CreateBuilder<Explanation>();
        for (var field = 0; field < _fields.Length; field++)
        {
            var (index, boost) = (_indexes[field], _fields[field].Boost);
            var terms = query.Terms
                .Select(term => new Explanation(boost * term.Weight * index.Score(term.Term, passage), $"'{term.Term}'"))
                .Where(term => term.Value > 0)
                .ToImmutableArray();
            if (terms.Length > 0)
                fields.Add(new Explanation(terms.Sum(term => term.Value), $"{_fields[field].Name} × {boost}", terms));
        }

        return new Explanation(fields.Sum(field => field.Value), "BM25 over fields", fields.ToImmutable());
    }
}
