namespace BackCare.Analysis;

/// <summary>The 40,000 most frequent English words: what is a word, and which of two is likelier.</summary>
public static class EnglishWords
{
    private static readonly Lazy<Dictionary<string, int>> Ranks = new(Read);

    /// <summary>All of them, the most frequent first.</summary>
    public static IEnumerable<string> All => Ranks.Value.OrderBy(pair => pair.Value).Select(pair => pair.Key);

    /// <summary>0 for the most frequent word; null for what isn't among them.</summary>
    public static int? Rank(string word) => Ranks.Value.TryGetValue(word, out var rank) ? rank : null;

    /// <summary>0 for the most frequent word; null for what isn't among them.</summary>
    public static int? Rank(ReadOnlySpan<char> word) =>
        Ranks.Value.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var rank) ? rank : null;

    private static Dictionary<string, int> Read()
    {
        using var stream = typeof(EnglishWords).Assembly.GetManifestResourceStream("BackCare.Analysis.words.txt")!;
        using var reader = new StreamReader(stream);
        var ranks = new Dictionary<string, int>(40_000, StringComparer.Ordinal);
        while (reader.ReadLine() is { } word)
            ranks[word] = ranks.Count;
        return ranks;
    }
}
