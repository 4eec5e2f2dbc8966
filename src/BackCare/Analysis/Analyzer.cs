using System.Collections.Immutable;

namespace BackCare.Analysis;

/// <summary>Text → terms; the same for index and query. Only a query's spelling is corrected: the corpus's words are right as they are.</summary>
public sealed class Analyzer(Synonyms synonyms, IReadOnlySet<string> stopWords, Spelling? spelling = null)
{
    /// <summary>What people say, and what the sources say.</summary>
    public Synonyms Synonyms => synonyms;

    /// <summary>Words that are left out.</summary>
    public IReadOnlySet<string> StopWords => stopWords;

    /// <summary>The terms of a text in its order, stop words left out.</summary>
    public ImmutableArray<Term> Analyze(string text) => Analyze(Tokenizer.Tokenize(text), corrections: null);

    /// <summary>The terms of tokens in their order, stop words left out.</summary>
    /// <param name="corrections">Gets a line for each word that was read as another; null when nobody asks.</param>
    public ImmutableArray<Term> Analyze(IReadOnlyList<Token> tokens, List<string>? corrections) => Terms(Correct(tokens, corrections));

    /// <summary>The tokens as they were meant: a word that was spelt wrong is put right, or taken apart.</summary>
    /// <param name="corrections">Gets a line for each word that was read as another; null when nobody asks.</param>
    public IReadOnlyList<Token> Correct(IReadOnlyList<Token> tokens, List<string>? corrections)
    {
        if (spelling is null)
            return tokens;
        var words = new List<Token>(tokens.Count + 4);
        foreach (var token in tokens)
        {
            if (spelling.Correct(token.Text) is not { } corrected)
            {
                words.Add(token);
                continue;
            }

            corrections?.Add($"'{token.Text}' read as '{string.Join(' ', corrected)}'");
            for (var at = 0; at < corrected.Length; at++)
                words.Add(token with { Text = corrected[at], After = at == corrected.Length - 1 ? token.After : Break.None });
        }

        return words;
    }

    /// <summary>The terms of words that are right as they are, stop words left out.</summary>
    public ImmutableArray<Term> Terms(IReadOnlyList<Token> words)
    {
        var terms = ImmutableArray.CreateBuilder<Term>(words.Count);
        for (var at = 0; at < words.Count;)
        {
            if (synonyms.Find(words, at) is { } found)
            {
                var last = words[at + found.Count - 1];
                foreach (var word in found.Canonical)
                    Add(terms, word, words[at].Start, last.Start + last.Length - words[at].Start);
                at += found.Count;
                continue;
            }

            Add(terms, words[at].Text, words[at].Start, words[at].Length);
            at++;
        }

        return terms.ToImmutable();
    }

    private void Add(ImmutableArray<Term>.Builder terms, string word, int start, int length)
    {
        if (!stopWords.Contains(word))
            terms.Add(new Term(Stemmer.Stem(word), word, start, length));
    }
}
