using System.Buffers;
using System.Collections.Immutable;
using BackCare.Analysis;
using BackCare.Passages;

namespace BackCare.Retrieval;

/// <summary>Our own engine: an inverted index in memory over title, asks, quote and topics, with Lucene's BM25; immutable once built.</summary>
public sealed class PassageIndex : IPassageIndex
{
    private readonly ImmutableArray<Passage> _passages;
    private readonly ImmutableArray<Field> _fields;
    private readonly FieldIndex[] _indexes;

    private PassageIndex(ImmutableArray<Passage> passages, ImmutableArray<Field> fields, FieldIndex[] indexes)
    {
        _passages = passages;
        _fields = fields;
        _indexes = indexes;
    }

    /// <summary>Indexes passages by the terms the analyzer finds in them.</summary>
    public static PassageIndex Build(ImmutableArray<Passage> passages, Analyzer analyzer) =>
        new(
            passages,
            Field.All,
            [.. Field.All.Select(field => new FieldIndex([.. passages.Select(passage => Terms(field.Text(passage), analyzer))], Bm25.Default))]);

    public IReadOnlyList<Hit> Search(Query query, int count)
    {
        var scores = ArrayPool<float>.Shared.Rent(_passages.Length);
        Array.Clear(scores, 0, _passages.Length);
        try
        {
            for (var field = 0; field < _fields.Length; field++)
                AddScores(field, query, (float)_fields[field].Boost, scores);

            return
            [
                .. Enumerable.Range(0, _passages.Length)
                    .Where(passage => scores[passage] > 0)
                    .OrderByDescending(passage => scores[passage])
                    .Take(count)
                    .Select(passage => new Hit(_passages[passage], scores[passage], Explain(query, passage))),
            ];
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
        }
    }

    /// <summary>Adds one field's score of every passage, in the corpus's order.</summary>
    internal void AddScores(int field, Query query, float factor, Span<float> scores)
    {
        foreach (var (term, weight) in query.Terms)
            _indexes[field].AddScores(term, factor * (float)weight, scores);
    }

    private Explanation Explain(Query query, int passage)
    {
        var fields = ImmutableArray.CreateBuilder<Explanation>();
        for (var field = 0; field < _fields.Length; field++)
        {
            var index = _indexes[field];
            var terms = query.Terms
                .Select(term => new Explanation(_fields[field].Boost * term.Weight * index.Score(term.Term, passage), $"'{term.Term}'"))
                .Where(term => term.Value > 0)
                .ToImmutableArray();
            if (terms.Length > 0)
                fields.Add(new Explanation(terms.Sum(term => term.Value), $"{_fields[field].Name} × {_fields[field].Boost}", terms));
        }

        return new Explanation(fields.Sum(field => field.Value), "BM25 over fields", fields.ToImmutable());
    }

    private static IReadOnlyList<string> Terms(string text, Analyzer analyzer) => [.. analyzer.Analyze(text).Select(term => term.Text)];
}
