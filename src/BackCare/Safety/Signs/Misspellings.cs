using System.Text;
using BackCare.Analysis;

namespace BackCare.Safety.Signs;

/// <summary>Finds the rule words that an unknown word may have been meant as: one slip away, two in a long word, or sounding the same.</summary>
internal sealed class Misspellings(IEnumerable<string> ruleWords)
{
    private const int Shortest = 4;
    private const int Long = 8;
    private const int Longest = 20;
    private const int Common = 10_000;

    private readonly Lazy<Neighbours> neighbours = new(() => new Neighbours(ruleWords));

    /// <summary>The rule words meant; empty for a real word and for what resembles none.</summary>
    public IReadOnlyList<string> Of(string word)
    {
        if (word.Length is < 3 or > Longest || EnglishWords.Rank(word) is < 30_000 || !System.Text.Ascii.IsValid(word))
            return [];
        return IsPossessive(word) ? [] : neighbours.Value.Of(word);
    }

    // "My wifes back": a real word without its apostrophe.
    private static bool IsPossessive(string word) => word.Length > Shortest && word[^1] == 's' && EnglishWords.Rank(word[..^1]) is < Common;

    // Every rule word by what is left of it when letters are taken away: two words that share a rest are a slip or two apart.
    private sealed class Neighbours
    {
        private readonly Dictionary<string, List<string>> byRest = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<string>> bySound = new(StringComparer.Ordinal);

        public Neighbours(IEnumerable<string> ruleWords)
        {
            foreach (var word in ruleWords)
            {
                if (word.Length < 3 || char.IsAsciiDigit(word[0]))
                    continue;
                Add(bySound, Sound(word), word);
                if (word.Length < Shortest)
                    continue;
                foreach (var rest in Rests(word))
                    Add(byRest, rest, word);
            }
        }

        public IReadOnlyList<string> Of(string word)
        {
            var best = int.MaxValue;
            List<string> found = [];
            if (word.Length >= Shortest - 1)
            {
                foreach (var rest in Rests(word))
                {
                    if (byRest.TryGetValue(rest, out var candidates))
                        candidates.ForEach(candidate => Consider(candidate, candidate.Length >= Long && word.Length >= Long - 1 ? 2 : 1));
                }
            }

            if (best > 1 && bySound.TryGetValue(Sound(word), out var alike))
                alike.ForEach(candidate => Consider(candidate, candidate.Length <= 4 ? 2 : 3));
            return found;

            void Consider(string candidate, int most)
            {
                if (candidate == word)
                    return;

                // The first letter is seldom wrong, and in a short word it makes another word.
                if (candidate[0] != word[0] && candidate.Length < 6 && !(word.Length > 1 && candidate[0] == word[1] && candidate[1] == word[0]))
                    return;
                var distance = Distance(word, candidate, most);
                if (distance > most || distance > best || found.Contains(candidate))
                    return;
                if (distance < best)
                    found.Clear();
                best = distance;
                found.Add(candidate);
            }
        }

        private static void Add(Dictionary<string, List<string>> map, string key, string word)
        {
            if (!map.TryGetValue(key, out var words))
                map[key] = words = [];
            if (!words.Contains(word))
                words.Add(word);
        }

        private static IEnumerable<string> Rests(string word)
        {
            yield return word;
            for (var i = 0; i < word.Length; i++)
            {
                var one = word.Remove(i, 1);
                yield return one;
                if (word.Length < Long)
                    continue;
                for (var j = i; j < one.Length; j++)
                    yield return one.Remove(j, 1);
            }
        }

        // Roughly how it is said: consonants in order, doubled ones once, silent and alike-sounding letters folded, vowels left out.
        private static string Sound(string word)
        {
            var text = word.Replace("ght", "t", StringComparison.Ordinal).Replace("ph", "f", StringComparison.Ordinal)
                .Replace("kn", "n", StringComparison.Ordinal).Replace("wh", "w", StringComparison.Ordinal).Replace("wr", "r", StringComparison.Ordinal)
                .Replace("ck", "k", StringComparison.Ordinal).Replace("th", "0", StringComparison.Ordinal).Replace("sch", "sk", StringComparison.Ordinal)
                .Replace("ch", "1", StringComparison.Ordinal).Replace("sh", "2", StringComparison.Ordinal).Replace("mb", "m", StringComparison.Ordinal)
                .Replace("dge", "j", StringComparison.Ordinal).Replace("ce", "se", StringComparison.Ordinal).Replace("ci", "si", StringComparison.Ordinal)
                .Replace("cy", "sy", StringComparison.Ordinal);
            var sound = new StringBuilder();
            for (var i = 0; i < text.Length; i++)
            {
                var letter = text[i] switch { 'c' or 'q' => 'k', 'z' => 's', 'v' => 'f', 'x' => 'k', 'd' when i == text.Length - 1 && i > 2 => 't', var other => other };
                if (i > 0 && letter is ('a' or 'e' or 'i' or 'o' or 'u' or 'y' or 'h' or 'w'))
                    continue;
                if (letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y')
                    letter = 'A';
                if (sound.Length == 0 || sound[^1] != letter)
                    sound.Append(letter);
            }

            return sound.ToString();
        }

        // Damerau-Levenshtein, optimal alignment.
        private static int Distance(string a, string b, int most)
        {
            if (Math.Abs(a.Length - b.Length) > most)
                return most + 1;
            Span<int> table = stackalloc int[(a.Length + 1) * (b.Length + 1)];
            var width = b.Length + 1;
            for (var i = 0; i <= a.Length; i++)
            {
                for (var j = 0; j <= b.Length; j++)
                {
                    if (i == 0 || j == 0)
                    {
                        table[(i * width) + j] = i + j;
                        continue;
                    }

                    var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                    var least = Math.Min(
                        Math.Min(table[((i - 1) * width) + j], table[(i * width) + j - 1]) + 1, table[((i - 1) * width) + j - 1] + cost);
                    if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                        least = Math.Min(least, table[((i - 2) * width) + j - 2] + 1);
                    table[(i * width) + j] = least;
                }
            }

            return table[(a.Length * width) + b.Length];
        }
    }
}
