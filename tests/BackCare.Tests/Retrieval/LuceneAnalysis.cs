using System.Text;
using BackCare.Analysis;

namespace BackCare.Tests.Retrieval;

/// <summary>
/// Text → terms as Anserini has them by default: Lucene's standard tokenizer (as far as English goes), no possessive s, lower case, without
/// the 33 stop words, Porter's stems.
/// </summary>
internal static class LuceneAnalysis
{
    public static IEnumerable<string> Terms(string text)
    {
        foreach (var token in Tokens(text))
        {
            var word = WithoutPossessive(token).ToLowerInvariant();
            if (!StopWords.Lucene.Contains(word))
                yield return Stemmer.Stem(word);
        }
    }

    private static IEnumerable<string> Tokens(string text)
    {
        var token = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (IsWord(text[at]) || (token.Length > 0 && at + 1 < text.Length && Joins(text[at - 1], text[at], text[at + 1])))
            {
                token.Append(text[at]);
                continue;
            }

            if (token.Length > 0)
                yield return token.ToString();
            token.Clear();
        }

        if (token.Length > 0)
            yield return token.ToString();
    }

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_' || char.GetUnicodeCategory(letter) == System.Globalization.UnicodeCategory.NonSpacingMark;

    // Unicode's word boundaries, rules 6, 7, 11 and 12: "e.g", "o'clock", "3,204".
    private static bool Joins(char before, char between, char after) =>
        (char.IsLetter(before) && char.IsLetter(after) && between is ('.' or '\'' or '’' or ':' or '·'))
        || (char.IsDigit(before) && char.IsDigit(after) && between is ('.' or ',' or ';' or '\'' or '’'));

    private static string WithoutPossessive(string token) => token is [.. var word, '\'' or '’' or '＇', 's' or 'S'] ? word : token;
}
