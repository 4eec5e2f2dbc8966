using Lucene.Net.Index;
using Lucene.Net.Search;

namespace BackCare.Lucene;

/// <summary>Takes down the score of every document that matches, by its number.</summary>
internal sealed class EveryScore(int documents) : ICollector
{
    private readonly float[] _scores = new float[documents];
    private Scorer? _scorer;
    private int _first;

    public bool AcceptsDocsOutOfOrder => false;

    public void SetScorer(Scorer scorer) => _scorer = scorer;

    public void SetNextReader(AtomicReaderContext context) => _first = context.DocBase;

    public void Collect(int doc) => _scores[_first + doc] = _scorer!.GetScore();

    public void AddTo(Span<float> scores)
    {
        for (var at = 0; at < _scores.Length; at++)
            scores[at] += _scores[at];
    }
}
