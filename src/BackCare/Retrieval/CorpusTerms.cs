using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BackCare.Analysis;
using BackCare.Passages;

namespace BackCare.Retrieval;

/// <summary>Every way of asking and every quote as terms, analysed once for all that is built from them.</summary>
public sealed class CorpusTerms
{
    private CorpusTerms(ImmutableArray<Term>[][] asks, ImmutableArray<Term>[] quotes, Dictionary<string, int> counts) => (Asks, Quotes, Counts) = (asks, quotes, counts);

    /// <summary>For each passage its asks and, as one more, its title; behind them the asks of each topic not covered.</summary>
    public IReadOnlyList<IReadOnlyList<ImmutableArray<Term>>> Asks { get; }

    /// <summary>For each passage the terms of its quote.</summary>
    public IReadOnlyList<ImmutableArray<Term>> Quotes { get; }

    /// <summary>How often each word stands in them, as it is written.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; }

    public static CorpusTerms Of(Corpus corpus, ImmutableArray<UncoveredTopic> uncovered, Analyzer analyzer)
    {
        var (passages, groups) = (corpus.Passages.Length, corpus.Passages.Length + uncovered.Length);
        var asks = new ImmutableArray<Term>[groups][];
        var quotes = new ImmutableArray<Term>[passages];
        var all = new Dictionary<string, int>(8192, StringComparer.Ordinal);
        Parallel.For(
            0,
            groups,
            () => new Dictionary<string, int>(4096, StringComparer.Ordinal),
            (at, _, counts) =>
            {
                // A title is one more way of asking.
                var texts = at < passages ? corpus.Passages[at].Asks.Add(corpus.Passages[at].Title) : uncovered[at - passages].Asks;
                var terms = asks[at] = new ImmutableArray<Term>[texts.Length];
                for (var ask = 0; ask < texts.Length; ask++)
                    terms[ask] = Analyze(texts[ask], analyzer, counts);
                if (at < passages)
                    quotes[at] = Analyze(corpus.Passages[at].Quote, analyzer, counts);
                return counts;
            },
            counts =>
            {
                lock (all)
                {
                    foreach (var (word, count) in counts)
                        CollectionsMarshal.GetValueRefOrAddDefault(all, word, out _) += count;
                }
            });

        return new CorpusTerms(asks, quotes, all);
    }

    private static ImmutableArray<Term> Analyze(string text, Analyzer analyzer, Dictionary<string, int> counts)
    {
        var tokens = Tokenizer.Tokenize(text);
        foreach (var token in tokens)
            CollectionsMarshal.GetValueRefOrAddDefault(counts, token.Text, out _)++;
        return analyzer.Analyze(tokens, corrections: null);
    }
}
