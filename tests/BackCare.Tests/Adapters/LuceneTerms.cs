using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace BackCare.Tests.Adapters;

/// <summary>The terms that one of Lucene's analyzers finds in a text.</summary>
internal static class LuceneTerms
{
    public static List<string> Of(Analyzer analyzer, string text)
    {
        using var stream = analyzer.GetTokenStream("text", text);
        var term = stream.AddAttribute<ICharTermAttribute>();
        List<string> terms = [];
        stream.Reset();
        while (stream.IncrementToken())
            terms.Add(term.ToString());
        stream.End();
        return terms;
    }
}
