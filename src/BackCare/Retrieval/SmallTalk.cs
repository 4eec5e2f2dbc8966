using System.Collections.Frozen;
using System.Collections.Immutable;
using BackCare.Analysis;

namespace BackCare.Retrieval;

/// <summary>Recognises what is no question about massage: a greeting, thanks, "who are you". By all of its words, stop words too.</summary>
public sealed class SmallTalk
{
    private const double Least = 0.72;

    private readonly (string Id, FrozenSet<string> Words)[] _ways;
    private readonly FrozenDictionary<string, double> _weights;

    /// <param name="ways">For each id, the ways of saying it.</param>
    public SmallTalk(IReadOnlyDictionary<string, ImmutableArray<string>> ways)
    {
        _ways = [.. ways.SelectMany(pair => pair.Value.Select(way => (pair.Key, Words(Tokenizer.Tokenize(way)))))];
        _weights = _ways
            .SelectMany(way => way.Words)
            .GroupBy(word => word)
            .ToFrozenDictionary(group => group.Key, group => Bm25.Idf(_ways.Length, group.Count()), StringComparer.Ordinal);
    }

    /// <summary>The id of what is said; null when it is something else.</summary>
    public string? Find(IReadOnlyList<Token> tokens)
    {
        if (tokens.Count is 0 or > 14)
            return null;

        var said = Words(tokens);
        var (best, bestLikeness) = ((string?)null, 0.0);
        foreach (var (id, words) in _ways)
        {
            var likeness = Likeness(said, words);
            if (likeness > bestLikeness)
                (best, bestLikeness) = (id, likeness);
        }

        return bestLikeness >= Least ? best : null;
    }

    /// <summary>The weight of the words both have, against the weight of all words of either.</summary>
    private double Likeness(FrozenSet<string> said, FrozenSet<string> words)
    {
        var (shared, all) = (0.0, 0.0);
        foreach (var word in said)
        {
            var weight = Weight(word);
            all += weight;
            if (words.Contains(word))
                shared += weight;
        }

        if (shared <= 0)
            return 0;
        foreach (var word in words)
        {
            if (!said.Contains(word))
                all += Weight(word);
        }

        return shared / all;
    }

    private double Weight(string word) => _weights.TryGetValue(word, out var weight) ? weight : Bm25.Idf(_ways.Length, 1);

    private static FrozenSet<string> Words(IReadOnlyList<Token> tokens) => tokens.Select(token => token.Text).ToFrozenSet(StringComparer.Ordinal);
}
