namespace BackCare.Retrieval;

/// <summary>Finds passages by their words: the seam for another engine, such as Lucene.Net.</summary>
public interface IPassageIndex
{
    /// <summary>The <paramref name="count"/> best hits, best first; equal scores in the corpus's order. Empty when no term matches.</summary>
    IReadOnlyList<Hit> Search(Query query, int count);
}
