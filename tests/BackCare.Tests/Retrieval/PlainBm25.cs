using System.Collections.Immutable;
using BackCare.Passages;
using BackCare.Retrieval;

namespace BackCare.Tests.Retrieval;

/// <summary>The formula written out: every passage, every field, every term, one after the other. Slow, and plain enough to be trusted.</summary>
internal sealed class PlainBm25
{
    private readonly ImmutableArray<Field> _fields;
    private readonly Bm25 _formula;
    private readonly string[][][] _words;

    public PlainBm25(ImmutableArray<Passage> passages, ImmutableArray<Field> fields, Bm25 formula)
    {
        _fields = fields;
        _formula = formula;
        _words = [.. fields.Select(field => passages.Select(passage => field.Text(passage).Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray())];
    }

    /// <summary>Each passage that has any of the words, best first; equal scores in the order of the passages.</summary>
    public IReadOnlyList<(int Passage, double Score)> Rank(Query query)
    {
        var scores = new double[_words.Length == 0 ? 0 : _words[0].Length];
        for (var field = 0; field < _fields.Length; field++)
            Add(query, _words[field], _fields[field].Boost, scores);

        return [.. scores.Select((score, passage) => (passage, score)).Where(pair => pair.score > 0).OrderByDescending(pair => pair.score).ThenBy(pair => pair.passage)];
    }

    private void Add(Query query, string[][] texts, double boost, double[] scores)
    {
        var filled = texts.Where(text => text.Length > 0).ToArray();
        var average = filled.Length == 0 ? 1 : filled.Average(text => text.Length);
        foreach (var (term, weight) in query.Terms)
        {
            var having = texts.Count(text => text.Contains(term));
            var idf = Math.Log(1 + ((filled.Length - having + 0.5) / (having + 0.5)));
            for (var passage = 0; passage < texts.Length; passage++)
            {
                double times = texts[passage].Count(word => word == term);
                if (times > 0)
                    scores[passage] += boost * weight * idf * times / (times + (_formula.K1 * (1 - _formula.B + (_formula.B * texts[passage].Length / average))));
            }
        }
    }
}
