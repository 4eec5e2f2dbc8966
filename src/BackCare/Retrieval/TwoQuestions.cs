using BackCare.Analysis;

namespace BackCare.Retrieval;

/// <summary>Finds where a message may hold two questions: between sentences, at "and", at a comma with a question word behind it.</summary>
internal static class TwoQuestions
{
    private const int FewestWords = 3;
    private const int MostPlaces = 4;

    private static readonly HashSet<string> Joins = new(StringComparer.Ordinal) { "and", "also", "plus", "n" };

    private static readonly HashSet<string> Openers = [.. QuestionTypes.Openers, "whats", "also"];

    /// <summary>Whether the word only joins what follows to what stands before.</summary>
    public static bool IsJoin(Token token) => Joins.Contains(token.Text);

    /// <summary>The places, as how many tokens stand before them; at most four.</summary>
    public static IEnumerable<int> Places(IReadOnlyList<Token> tokens)
    {
        var found = 0;
        for (var at = FewestWords; at <= tokens.Count - FewestWords && found < MostPlaces; at++)
        {
            var sentence = tokens[at - 1].After is Break.Sentence or Break.Question;
            var clause = tokens[at - 1].After == Break.Clause && Openers.Contains(tokens[at].Text);
            if (!sentence && !clause && !Joins.Contains(tokens[at].Text))
                continue;
            found++;
            yield return at;
        }
    }
}
