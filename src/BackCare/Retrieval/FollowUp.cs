using System.Collections.Immutable;
using BackCare.Analysis;

namespace BackCare.Retrieval;

/// <summary>Tells a question that leans on the one before ("how long for?", "and for him?") from one that stands by itself, and what it leans on.</summary>
public static class FollowUp
{
    // So many words with a meaning of their own, and a question stands by itself.
    private const int Complete = 3;

    private const int Alone = 8;

    private const float CarriedShare = 0.5f;

    private const int MostCarried = 5;

    private static readonly HashSet<string> Openers = new(StringComparer.Ordinal) { "and", "but", "or", "then", "why", "also", "what about", "how about", "same" };

    private static readonly HashSet<string> Pronouns = new(StringComparer.Ordinal)
    {
        "it", "its", "that", "this", "they", "them", "those", "these", "one", "ones", "he", "she", "him", "her", "there", "same", "either", "else", "instead", "both", "then", "thats", "so",
    };

    /// <summary>Whether a question says so much itself that nothing said before matters.</summary>
    public static bool StandsAlone(Question question) => question.Terms.Count(IsTopical) >= Alone;

    /// <summary>Whether the question leans on what was said before.</summary>
    public static bool Leans(IReadOnlyList<Token> tokens, ImmutableArray<Term> terms)
    {
        var own = terms.Count(IsTopical);
        if (own == 0)
            return true;
        if (own >= Complete && !tokens.Take(2).Any(token => Openers.Contains(token.Text)))
            return false;

        return Openers.Contains(tokens[0].Text)
            || (tokens.Count > 1 && Openers.Contains($"{tokens[0].Text} {tokens[1].Text}"))
            || tokens.Any(token => Pronouns.Contains(token.Text))
            || own < 2;
    }

    /// <summary>Whether a word names something: what a later question may be about.</summary>
    public static bool IsTopical(Term term) => !StopWords.Function.Contains(term.Word);

    /// <summary>What the next question may be about: the words of this one that name something.</summary>
    public static ImmutableArray<string> Topic(Question question) => [.. question.Terms.Where(IsTopical).Select(term => term.Word).Distinct().Take(MostCarried)];

    /// <summary>The terms of an earlier question that the question doesn't say itself.</summary>
    /// <param name="words">As <see cref="Memory.LastTerms"/> has them.</param>
    public static IEnumerable<Term> Missing(ImmutableArray<string> words, ImmutableArray<Term> terms) => words
        .Select(word => new Term(Stemmer.Stem(word), word, 0, 0) { Share = CarriedShare })
        .Where(carried => terms.All(term => term.Text != carried.Text));
}
