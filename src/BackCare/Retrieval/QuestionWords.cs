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
        var inputs = new WordInput[Math.Min(words.Count, Most)];
        for (var at = 0; at < inputs.Length; at++)
            inputs[at] = Of(words[at].Text, words[at].After);
        MarkSentences(inputs);
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
    private static void MarkSentences(Span<WordInput> words)
    {
        var (asking, ends) = (0, 0);
        for (var at = 0; at < words.Length; at++)
        {
            asking += (words[at].Marks & QuestionEnd) != 0 ? 1 : 0;
            ends += at == words.Length - 1 || (words[at].Marks & (SentenceEnd | QuestionEnd)) != 0 ? 1 : 0;
        }

        if (asking == 0 || ends < 2)
            return;
        var mark = 0;
        for (var at = words.Length - 1; at >= 0; at--)
        {
            if (at == words.Length - 1 || (words[at].Marks & (SentenceEnd | QuestionEnd)) != 0)
                mark = (words[at].Marks & QuestionEnd) != 0 ? Asks : Tells;
            words[at] = words[at] with { Marks = words[at].Marks | mark };
        }
    }
}
