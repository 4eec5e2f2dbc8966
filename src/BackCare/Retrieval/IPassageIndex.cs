using System.Collections.Immutable;
using BackCare.Analysis;
using BackCare.Passages;

namespace BackCare.Retrieval;

/// <summary>Finds passages by their words: the seam for another engine, such as Lucene.Net.</summary>
public interface IPassageIndex
{
    /// <summary>The <paramref name="count"/> best hits, best first; equal scores in the corpus's order. Empty when no term matches.</summary>
    IReadOnlyList<Hit> Search(Query query, int count);

    /// <summary>Adds each passage's score in one field, before the field's boost, to what stands at its place; the corpus's order, nothing where no term matches.</summary>
    /// <param name="field">Its place among the fields that the index was built over.</param>
    void AddScores(int field, Query query, Span<float> scores);
}

/// <summary>Builds an index over what passages say beside their asks (<see cref="Field.BesideAsks"/>), by the terms the analyzer finds there.</summary>
public delegate IPassageIndex BuildPassageIndex(ImmutableArray<Passage> passages, Analyzer analyzer);
