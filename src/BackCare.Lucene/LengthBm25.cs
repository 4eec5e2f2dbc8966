using BackCare.Retrieval;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;

namespace BackCare.Lucene;

/// <summary>
/// BM25 over lengths as they are. Lucene.Net's own BM25Similarity keeps a length in one byte, three significant bits of it, and can't be told
/// otherwise; it also counts documents that lack the field and multiplies by k1 + 1, which later versions of Lucene don't.
/// </summary>
public sealed class LengthBm25(Bm25 formula) : Similarity
{
    public override long ComputeNorm(FieldInvertState state) => state.Length;

    public override SimWeight ComputeWeight(float queryBoost, CollectionStatistics collectionStats, params TermStatistics[] termStats)
    {
        var documents = (int)collectionStats.DocCount;
        var idf = termStats.Sum(term => Bm25.Idf(documents, (int)term.DocFreq));
        return new Weight(collectionStats.Field, queryBoost, idf, (double)collectionStats.SumTotalTermFreq / documents);
    }

    public override SimScorer GetSimScorer(SimWeight weight, AtomicReaderContext context)
    {
        var own = (Weight)weight;
        return new Scorer(formula, own, context.AtomicReader.GetNormValues(own.Field));
    }

    /// <summary>What is the same for a term in every document.</summary>
    private sealed class Weight(string name, float boost, double idf, double averageLength) : SimWeight
    {
        public string Field => name;

        public double AverageLength => averageLength;

        public double Idf => idf;

        public float Value { get; private set; } = (float)(boost * idf);

        public override float GetValueForNormalization() => Value * Value;

        public override void Normalize(float queryNorm, float topLevelBoost) => Value = (float)(queryNorm * topLevelBoost * boost * idf);
    }

    private sealed class Scorer(Bm25 formula, Weight weight, NumericDocValues lengths) : SimScorer
    {
        public override float Score(int doc, float freq) => weight.Value * (float)formula.Saturation(freq, (int)lengths.Get(doc), weight.AverageLength);

        public override float ComputeSlopFactor(int distance) => 1f / (distance + 1);

        public override float ComputePayloadFactor(int doc, int start, int end, BytesRef payload) => 1;

        public override global::Lucene.Net.Search.Explanation Explain(int doc, global::Lucene.Net.Search.Explanation freq) => new(
            Score(doc, freq.Value),
            FormattableString.Invariant($"idf {weight.Idf:f3}, {freq.Value:f0} times among {lengths.Get(doc)} (mean {weight.AverageLength:f1}), weight {weight.Value:f3}"));
    }
}
