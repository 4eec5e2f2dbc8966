using System.Collections.Frozen;

namespace BackCare.Analysis;

/// <summary>What people say → what the sources say: "lumbago" → "back pain". Longest phrase first; a word is replaced once.</summary>
public sealed class Synonyms
{
    private readonly FrozenDictionary<string, (string[] Behind, string[] Canonical)[]> _byFirstWord;

    /// <param name="entries">A phrase people say, as folded words, and the words it stands for.</param>
    public Synonyms(IEnumerable<(string[] Variant, string[] Canonical)> entries)
    {
        _byFirstWord = entries
            .Where(entry => entry.Variant.Length > 0)
            .DistinctBy(entry => string.Join(' ', entry.Variant))
            .GroupBy(entry => entry.Variant[0])
            .ToFrozenDictionary(
                group => group.Key,
                group => group.OrderByDescending(entry => entry.Variant.Length).Select(entry => (entry.Variant[1..], entry.Canonical)).ToArray(),
                StringComparer.Ordinal);
    }

    /// <summary>No synonyms at all.</summary>
    public static Synonyms None { get; } = new([]);

    /// <summary>Each phrase people say, and the words it stands for.</summary>
    public IEnumerable<(string[] Variant, string[] Canonical)> Entries => _byFirstWord.SelectMany(pair => pair.Value.Select(entry => ((string[])[pair.Key, .. entry.Behind], entry.Canonical)));

    /// <summary>Every word that stands in a phrase people say.</summary>
    public IEnumerable<string> Words => _byFirstWord.SelectMany(pair => pair.Value.SelectMany(entry => entry.Behind).Append(pair.Key));

    /// <summary>The words that stand for those at <paramref name="at"/>, and how many they replace; null when nothing matches there.</summary>
    public (string[] Canonical, int Count)? Find(IReadOnlyList<Token> words, int at)
    {
        if (!_byFirstWord.TryGetValue(words[at].Text, out var entries))
            return null;

        foreach (var (rest, canonical) in entries)
        {
            if (at + rest.Length >= words.Count + (rest.Length == 0 ? 1 : 0))
                continue;
            var matches = true;
            for (var index = 0; index < rest.Length && matches; index++)
                matches = words[at + 1 + index].Text == rest[index];
            if (matches)
                return (canonical, rest.Length + 1);
        }

        return null;
    }
}
