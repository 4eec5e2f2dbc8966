using System.Collections.Frozen;
using System.Numerics;

namespace BackCare.Analysis;

/// <summary>
/// "masage" → "massage": a word that is neither in the corpus nor in English becomes the nearest word of the corpus, by Damerau's distance
/// (Damerau 1964; the restricted form, which never edits a stretch twice). A real word is never changed.
/// </summary>
public sealed class Spelling
{
    private readonly FrozenDictionary<string, int> _counts;
    private readonly (string Word, uint Letters, int Count)[][] _byLength;

    /// <param name="counts">The corpus's own words and how often they stand there.</param>
    public Spelling(IReadOnlyDictionary<string, int> counts)
    {
        _counts = counts.ToFrozenDictionary(StringComparer.Ordinal);
        var longest = counts.Keys.Select(word => word.Length).DefaultIfEmpty(0).Max();
        _byLength = new (string, uint, int)[longest + 1][];
        for (var length = 0; length <= longest; length++)
        {
            _byLength[length] =
            [
                .. counts.Where(pair => pair.Key.Length == length && pair.Key.All(char.IsAsciiLetterLower))
                    .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => (pair.Key, LettersOf(pair.Key), pair.Value)),
            ];
        }
    }

    /// <summary>The words meant: one, two where a space was left out, or the word itself when nothing is near.</summary>
    public string[]? Correct(string word)
    {
        if (word.Length < 4 || _counts.ContainsKey(word) || EnglishWords.Rank(word) is not null || !word.All(char.IsAsciiLetterLower))
            return null;

        return Split(word) ?? (Nearest(word) is { } nearest ? [nearest] : null);
    }

    private string[]? Split(string word)
    {
        string[]? best = null;
        var bestCount = 0;
        for (var at = 3; at <= word.Length - 3; at++)
        {
            var (left, right) = (word[..at], word[at..]);
            if (_counts.TryGetValue(left, out var leftCount) && _counts.TryGetValue(right, out var rightCount) && Math.Min(leftCount, rightCount) > bestCount)
                (best, bestCount) = ([left, right], Math.Min(leftCount, rightCount));
        }

        return best;
    }

    private string? Nearest(string word)
    {
        var most = word.Length >= 8 ? 2 : 1;
        var letters = LettersOf(word);
        string? best = null;
        var (bestDistance, bestCount) = (most + 1, 0);
        for (var length = Math.Max(3, word.Length - most); length <= word.Length + most && length < _byLength.Length; length++)
        {
            foreach (var (candidate, candidateLetters, count) in _byLength[length])
            {
                if (BitOperations.PopCount(letters ^ candidateLetters) > 2 * most)
                    continue;
                // The first letter is hardly ever mistyped; a change of it counts as half an edit more.
                var distance = Distance(word, candidate, most);
                if (distance > most || (distance == most && candidate[0] != word[0] && most > 1))
                    continue;
                if (distance < bestDistance || (distance == bestDistance && count > bestCount))
                    (best, bestDistance, bestCount) = (candidate, distance, count);
            }
        }

        return best;
    }

    private static uint LettersOf(string word)
    {
        var letters = 0u;
        foreach (var letter in word)
            letters |= 1u << (letter - 'a');
        return letters;
    }

    private static int Distance(string a, string b, int most)
    {
        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }

            if (least > most)
                return most + 1;
            var reuse = before;
            before = last;
            last = row;
            row = reuse;
        }

        return last[b.Length];
    }
}
