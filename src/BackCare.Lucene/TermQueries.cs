using System.Collections.Immutable;
using BackCare.Retrieval;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Query = BackCare.Retrieval.Query;

namespace BackCare.Lucene;

/// <summary>Our query → Lucene's: any of its terms in any of the fields, each by its weight and the field's boost.</summary>
internal static class TermQueries
{
    // A question is as long as it may be; what is too long is refused before anything is looked up.
    static TermQueries() => BooleanQuery.MaxClauseCount = int.MaxValue;

    public static BooleanQuery Of(Query query, ImmutableArray<Field> fields)
    {
        var any = new BooleanQuery(disableCoord: true);
        foreach (var field in fields)
            any.Add(Of(query, field), Occur.SHOULD);
        return any;
    }

    public static BooleanQuery Of(Query query, Field field)
    {
        var any = new BooleanQuery(disableCoord: true) { Boost = (float)field.Boost };
        foreach (var (term, weight) in query.Terms)
        {
            if (weight > 0)
                any.Add(new TermQuery(new Term(field.Name, term)) { Boost = (float)weight }, Occur.SHOULD);
        }

        return any;
    }
}
