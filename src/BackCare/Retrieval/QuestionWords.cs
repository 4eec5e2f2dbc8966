using System.Collections.Immutable;
using BackCare.Analysis;
using BackCare.Analysis.Patterns;

namespace BackCare.Retrieval;

/// <summary>The words of a question as patterns see them.</summary>
internal static class QuestionWords
{
    /// <summary>How many marks a word may have.</summary>
    public const int Marks = 4;

    private const int Most = 120;

    /// <summary>What goes beyond the first hundred or so words is left out.</summary>
    public static ImmutableArray<WordInput> Of(IReadOnlyList<Token> words)
    {
        var inputs = ImmutableArray.CreateBuilder<WordInput>(Math.Min(words.Count, Most));
        for (var at = 0; at < words.Count && at < Most; at++)
            inputs.Add(Of(words[at].Text, words[at].After));
        return inputs.ToImmutable();
    }

    /// <summary>A word by itself.</summary>
    public static WordInput Of(string word) => Of(word, Break.None);

    // 0: begins with a digit; 1 and 2: a sentence, a question ends here; 3: no English word.
    private static WordInput Of(string word, Break after)
    {
        var isKnown = EnglishWords.Rank(word) is not null;
        var marks = (char.IsAsciiDigit(word[0]) ? 1 : 0) | (after switch { Break.Question => 1 << 2, Break.Sentence => 1 << 1, _ => 0 }) | (isKnown ? 0 : 1 << 3);
        return new WordInput(word, [], marks, isKnown);
    }
}
