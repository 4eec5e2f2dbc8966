using BackCare.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Synonym;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Util;
using LuceneAnalyzer = Lucene.Net.Analysis.Analyzer;
using TokenStreamComponents = Lucene.Net.Analysis.TokenStreamComponents;

namespace BackCare.Lucene;

/// <summary>
/// The chain of Lucene's EnglishAnalyzer (stop words, Porter's stems) behind our tokenizer and with our synonyms: the terms of an index must be
/// those that <see cref="Analysis.Analyzer"/> finds in a question.
/// </summary>
public sealed class EnglishChain(Synonyms synonyms, IReadOnlySet<string> stopWords) : LuceneAnalyzer
{
    private readonly SynonymMap? _synonyms = Map(synonyms);
    private readonly CharArraySet _stopWords = new(LucenePassageIndexBuilder.Version, stopWords, ignoreCase: false);

    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
    {
        var words = new WordTokenizer(reader);
        global::Lucene.Net.Analysis.TokenStream terms = words;
        if (_synonyms is not null)
            terms = new SynonymFilter(terms, _synonyms, ignoreCase: false);
        terms = new StopFilter(LucenePassageIndexBuilder.Version, terms, _stopWords);
        return new TokenStreamComponents(words, new PorterStemFilter(terms));
    }

    // Lucene doesn't take a map without entries.
    private static SynonymMap? Map(Synonyms synonyms)
    {
        var map = new SynonymMap.Builder(dedup: true);
        var any = false;
        foreach (var (variant, canonical) in synonyms.Entries)
        {
            map.Add(Phrase(variant), Phrase(canonical), includeOrig: false);
            any = true;
        }

        return any ? map.Build() : null;
    }

    private static CharsRef Phrase(IReadOnlyList<string> words) => SynonymMap.Builder.Join([.. words], new CharsRef());
}
