using System.Collections.Immutable;
using BackCare.Analysis;

namespace BackCare.Retrieval;

/// <summary>Which part of a long message asks: the rest only lends it its words, as a story does before "would that help?".</summary>
internal static class Focus
{
    private const int Long = 16;
    private const float StoryShare = 0.3f;

    private static readonly HashSet<string> Openers = [.. QuestionTypes.Openers, "did", "any", "tell", "explain", "wondering"];

    /// <summary>The terms, those outside the sentences that ask counting less.</summary>
    public static ImmutableArray<Term> Weigh(IReadOnlyList<Token> tokens, ImmutableArray<Term> terms)
    {
        if (tokens.Count <= Long)
            return terms;
        var sentences = Sentences(tokens);
        if (sentences.Count < 2 || !sentences.Exists(sentence => sentence.Asks))
            return terms;

        return [.. terms.Select(term => sentences.Exists(sentence => sentence.Asks && term.Start >= tokens[sentence.First].Start && term.Start <= tokens[sentence.Last].Start) ? term : term with { Share = term.Share * StoryShare })];
    }

    /// <summary>The sentences by their first and last token, and whether each asks: by question marks; where there are none, by how it begins.</summary>
    public static List<(int First, int Last, bool Asks)> Sentences(IReadOnlyList<Token> tokens)
    {
        var marked = tokens.Any(token => token.After == Break.Question);
        var sentences = new List<(int, int, bool)>();
        var first = 0;
        for (var at = 0; at < tokens.Count; at++)
        {
            if (at < tokens.Count - 1 && tokens[at].After is not (Break.Sentence or Break.Question))
                continue;
            sentences.Add((first, at, marked ? tokens[at].After == Break.Question : Openers.Contains(tokens[first].Text)));
            first = at + 1;
        }

        return sentences;
    }
}
