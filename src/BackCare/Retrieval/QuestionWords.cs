using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BackCare.Analysis;
using BackCare.Analysis.Patterns;

namespace BackCare.Retrieval;

/// <summary>The words of a question as patterns see them.</summary>
internal static class QuestionWords
{
    /// <summary>How many marks a word may have.</summary>
    public const int Marks = 8;

    private const int Most = 120;

    // 0: begins with a digit; 1 and 2: a sentence, a question ends here; 3: no English word; 4 and 5: of a sentence that asks, that only tells,
    // where a message has both. Two more are free.
    private const int Digit = 1;
    private const int SentenceEnd = 1 << 1;
    private const int QuestionEnd = 1 << 2;
    private const int Unknown = 1 << 3;
    private const int Asks = 1 << 4;
    private const int Tells = 1 << 5;

    /// <summary>What goes beyond the first hundred or so words is left out.</summary>
    public static ImmutableArray<WordInput> Of(IReadOnlyList<Token> words)
    {
        if (words.Count > Most)
            words = [.. words.Take(Most)];
        var inputs = new WordInput[words.Count];
        for (var at = 0; at < inputs.Length; at++)
            inputs[at] = Of(words[at].Text, words[at].After);
        if (words.Any(word => word.After == Break.Question))
            MarkSentences(Focus.Sentences(words), inputs);
        return ImmutableCollectionsMarshal.AsImmutableArray(inputs);
    }

    /// <summary>A word by itself.</summary>
    public static WordInput Of(string word) => Of(word, Break.None);

    private static WordInput Of(string word, Break after)
    {
        var isKnown = EnglishWords.Rank(word) is not null;
        var marks = (char.IsAsciiDigit(word[0]) ? Digit : 0) | (after switch { Break.Question => QuestionEnd, Break.Sentence => SentenceEnd, _ => 0 }) | (isKnown ? 0 : Unknown);
        return new WordInput(word, [], marks);
    }

    // A story before a question: what it tells weighs less than what it asks, and how much less is learned.
    private static void MarkSentences(List<(int First, int Last, bool Asks)> sentences, Span<WordInput> words)
    {
        if (sentences.Count < 2)
            return;
        foreach (var (first, last, asks) in sentences)
        {
            foreach (ref var word in words[first..(last + 1)])
                word = word with { Marks = word.Marks | (asks ? Asks : Tells) };
        }
    }
}
