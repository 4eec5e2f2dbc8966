using System.Collections.Frozen;

namespace BackCare.Retrieval;

/// <summary>An inverted index over one field, in flat arrays; immutable.</summary>
internal sealed class FieldIndex
{
    private readonly FrozenDictionary<string, int> _terms;
    private readonly int[] _start;
    private readonly int[] _document;
    private readonly float[] _saturation;
    private readonly float[] _idf;

    /// <param name="documents">For each document, its terms.</param>
    public FieldIndex(IReadOnlyList<IReadOnlyList<string>> documents, Bm25 bm25)
    {
        var average = documents.Count == 0 ? 1 : Math.Max(1e-9, documents.Average(terms => (double)terms.Count));
        var postings = new SortedDictionary<string, List<(int Document, float Saturation)>>(StringComparer.Ordinal);
        for (var document = 0; document < documents.Count; document++)
        {
            foreach (var group in documents[document].GroupBy(term => term, StringComparer.Ordinal))
            {
                if (!postings.TryGetValue(group.Key, out var list))
                    postings[group.Key] = list = [];
                list.Add((document, (float)bm25.Saturation(group.Count(), documents[document].Count, average)));
            }
        }

        _terms = postings.Keys.Select((term, number) => (term, number)).ToFrozenDictionary(pair => pair.term, pair => pair.number, StringComparer.Ordinal);
        _start = new int[postings.Count + 1];
        _idf = new float[postings.Count];
        var number = 0;
        foreach (var list in postings.Values)
        {
            _start[number + 1] = _start[number] + list.Count;
            _idf[number++] = (float)Bm25.Idf(documents.Count, list.Count);
        }

        _document = [.. postings.Values.SelectMany(list => list).Select(posting => posting.Document)];
        _saturation = [.. postings.Values.SelectMany(list => list).Select(posting => posting.Saturation)];
    }

    /// <summary>Adds what the term is worth, times <paramref name="weight"/>, to the score of each document that has it.</summary>
    public void AddScores(string term, float weight, Span<float> scores)
    {
        if (!_terms.TryGetValue(term, out var number))
            return;
        var worth = weight * _idf[number];
        for (var posting = _start[number]; posting < _start[number + 1]; posting++)
            scores[_document[posting]] += worth * _saturation[posting];
    }

    /// <summary>What the term is worth in one document; 0 when it isn't there.</summary>
    public float Score(string term, int document)
    {
        if (!_terms.TryGetValue(term, out var number))
            return 0;
        var at = Array.BinarySearch(_document, _start[number], _start[number + 1] - _start[number], document);
        return at < 0 ? 0 : _idf[number] * _saturation[at];
    }
}
