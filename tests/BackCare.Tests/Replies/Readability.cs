using System.Text.RegularExpressions;

namespace BackCare.Tests.Replies;

/// <summary>How hard a text is to read: the Flesch-Kincaid grade, the years of American school it takes. 5 is about ten years of age.</summary>
internal static partial class Readability
{
    /// <summary>Can be below zero for very easy texts.</summary>
    public static double Grade(string text)
    {
        var words = Words(text);
        var sentences = Sentences(text);

        return (0.39 * words.Count / sentences.Count) + (11.8 * words.Sum(Syllables) / words.Count) - 15.59;
    }

    /// <summary>A stretch that ends in a full stop, a question or exclamation mark, or with its paragraph.</summary>
    public static IReadOnlyList<string> Sentences(string text) =>
        [.. SentenceEnd().Split(text).Select(sentence => sentence.Trim()).Where(sentence => Words(sentence).Count > 0)];

    /// <summary>Letters, digits and apostrophes; a telephone number is one word.</summary>
    public static IReadOnlyList<string> Words(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    /// <summary>Counted by groups of vowels, with the silent endings of English; a number counts as one.</summary>
    public static int Syllables(string word)
    {
        var letters = NoLetter().Replace(word.ToLowerInvariant(), "");
        if (letters.Length == 0)
            return 1;

        var groups = Vowels().Count(letters);
        if (SilentEnding().IsMatch(letters))
            groups--;

        return Math.Max(1, groups + TwoVowels().Count(letters));
    }

    [GeneratedRegex(@"(?<=[.!?]['""”]?)\s+|\n+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\d[\d -]*\d|[\p{L}\p{Nd}]+(?:['’][\p{L}]+)*")]
    private static partial Regex Word();

    [GeneratedRegex(@"[^a-z]")]
    private static partial Regex NoLetter();

    [GeneratedRegex(@"[aeiouy]+")]
    private static partial Regex Vowels();

    // "take", "changed", "makes", but "table", "needed", "changes".
    [GeneratedRegex(@"(?<![aeiouy])(?<!^.?)(?:(?<!l)e|(?<=[aeiouy]l)e|(?<![td])ed|(?<![sxzcg]|sh|ch|l)es)$")]
    private static partial Regex SilentEnding();

    // "being", "diary", "fluid": two sounds that stand side by side.
    [GeneratedRegex(@"(?<![tscgx])i[ao]|eing|ying|uid$|ioe|ea(?=t[eo])")]
    private static partial Regex TwoVowels();
}
