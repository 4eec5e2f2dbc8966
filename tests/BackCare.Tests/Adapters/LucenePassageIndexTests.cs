using System.Collections.Immutable;
using BackCare.Lucene;
using BackCare.Passages;
using BackCare.Retrieval;
using BackCare.Tests.Retrieval;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Util;

namespace BackCare.Tests.Adapters;

/// <summary>Lucene.Net keeps what our own index promises.</summary>
public sealed class LucenePassageIndexTests : PassageIndexContract
{
    protected override IPassageIndex Build(ImmutableArray<Passage> passages, ImmutableArray<Field> fields, Bm25 formula)
    {
        using var words = new WhitespaceAnalyzer(LuceneVersion.LUCENE_48);
        return LucenePassageIndexBuilder.Build(passages, fields, formula, words);
    }
}
