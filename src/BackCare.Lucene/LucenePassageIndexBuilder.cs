using System.Collections.Immutable;
using BackCare.Passages;
using BackCare.Retrieval;
using Lucene.Net.Analysis;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Field = BackCare.Retrieval.Field;

namespace BackCare.Lucene;

/// <summary>Passages → Lucene's index, a document each, its number the passage's place.</summary>
public static class LucenePassageIndexBuilder
{
    internal const LuceneVersion Version = LuceneVersion.LUCENE_48;

    // Terms, how often each stands, and the length: no places and no texts, which the passages have.
    private static readonly FieldType Counted = Frozen(new FieldType { IsIndexed = true, IsTokenized = true, IndexOptions = IndexOptions.DOCS_AND_FREQS });

    /// <param name="fields">What of a passage is searched.</param>
    /// <param name="analyzer">Its terms: Lucene's analyzers, or <see cref="EnglishChain"/>.</param>
    public static LucenePassageIndex Build(ImmutableArray<Passage> passages, ImmutableArray<Field> fields, Bm25 formula, Analyzer analyzer)
    {
        var similarity = new LengthBm25(formula);
        var directory = new RAMDirectory();

        // Neighbours are merged only, and one segment is left: a document's number stays its passage's place.
        var config = new IndexWriterConfig(Version, analyzer) { Similarity = similarity, MergePolicy = new LogDocMergePolicy(), OpenMode = OpenMode.CREATE };
        using (var writer = new IndexWriter(directory, config))
        {
            foreach (var passage in passages)
                writer.AddDocument(fields.Select(field => new global::Lucene.Net.Documents.Field(field.Name, field.Text(passage), Counted)));
            writer.ForceMerge(1);
        }

        return new LucenePassageIndex(passages, fields, similarity, directory);
    }

    private static FieldType Frozen(FieldType type)
    {
        type.Freeze();
        return type;
    }
}
