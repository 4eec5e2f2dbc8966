using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BackCare.Analysis;

namespace BackCare.Retrieval;

/// <summary>Recognises what is no question about massage: a greeting, thanks, "who are you". By all of its words, stop words too.</summary>
public sealed class SmallTalk
{
    private const double Least = 0.72;

    // What is known to be small talk needn't be as like a way of saying it.
    private const double LeastNear = 0.4;
    private const int MostWords = 14;
    private const int MostChained = 6;

    /// <summary>What is answered to small talk that nobody thought of.</summary>
    private const string Otherwise = "acknowledge";

    // Sums of the same weights in another order differ by less than this.
    private const double Rounding = 1e-9;

    private readonly string[] _ids;
    private readonly double[] _totals;
    private readonly double _rarest;
    private readonly Dictionary<string, (double Weight, List<int> Ways)> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _alone = [];

    /// <param name="ways">For each id, the ways of saying it.</param>
    public SmallTalk(IReadOnlyDictionary<string, ImmutableArray<string>> ways)
    {
        _ids = [.. ways.SelectMany(pair => pair.Value.Select(_ => pair.Key))];
        _totals = new double[_ids.Length];
        _rarest = Bm25.Idf(_ids.Length, 1);
        var at = 0;
        foreach (var (id, way) in ways.SelectMany(pair => pair.Value.Select(way => (pair.Key, Tokenizer.Tokenize(way)))))
        {
            AddWay(way, at++);
            if (way is [var word])
                (CollectionsMarshal.GetValueRefOrAddDefault(_alone, id, out _) ??= []).Add(word.Text);
        }

        foreach (var word in _words.Keys)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrNullRef(_words, word);
            entry.Weight = Bm25.Idf(_ids.Length, entry.Ways.Count);
            foreach (var way in entry.Ways)
                _totals[way] += entry.Weight;
        }
    }

    /// <summary>The id of what is said; null when it is something else.</summary>
    public string? Find(IReadOnlyList<Token> tokens)
    {
        if (tokens.Count is 0 or > MostWords)
            return null;

        var (nearest, likeness) = Compare(tokens);

        return nearest is not null && likeness >= Least - Rounding ? nearest : Chained(tokens);
    }

    /// <summary>The id of what is said where it is known to be small talk, whatever its words.</summary>
    public string Nearest(IReadOnlyList<Token> tokens) => Compare(tokens) is ({ } nearest, >= LeastNear) ? nearest : Otherwise;

    private (string? Id, double Likeness) Compare(IReadOnlyList<Token> tokens)
    {
        var total = 0.0;
        Span<double> shared = stackalloc double[_ids.Length];
        shared.Clear();
        for (var at = 0; at < tokens.Count; at++)
        {
            if (IsRepeated(tokens, at))
                continue;
            if (!_words.TryGetValue(tokens[at].Text, out var word))
            {
                total += _rarest;
                continue;
            }

            total += word.Weight;
            foreach (var way in word.Ways)
                shared[way] += word.Weight;
        }

        return Best(shared, total);
    }

    /// <summary>"Ok right, thanks": words of one id one after the other, one of which says it all.</summary>
    private string? Chained(IReadOnlyList<Token> tokens) => tokens.Count > MostChained
        ? null
        : _alone.Where(id => tokens.Any(token => id.Value.Contains(token.Text)) && tokens.All(token => IsSaid(token.Text, id.Key))).Select(id => id.Key).FirstOrDefault();

    private bool IsSaid(string word, string id) => _words.TryGetValue(word, out var entry) && entry.Ways.Exists(way => _ids[way] == id);

    /// <summary>The way with the most: the weight of the words both have, against the weight of all words of either. Of equal ones the first; null where no word is shared.</summary>
    private (string? Id, double Likeness) Best(ReadOnlySpan<double> shared, double total)
    {
        var (best, bestLikeness) = (-1, 0.0);
        for (var way = 0; way < shared.Length; way++)
        {
            if (shared[way] <= 0)
                continue;
            var likeness = shared[way] / (total + _totals[way] - shared[way]);
            if (likeness > bestLikeness + Rounding)
                (best, bestLikeness) = (way, likeness);
        }

        return (best < 0 ? null : _ids[best], bestLikeness);
    }

    private void AddWay(IReadOnlyList<Token> tokens, int way)
    {
        foreach (var token in tokens)
        {
            ref var word = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, token.Text, out _);
            word.Ways ??= [];
            if (word.Ways.Count == 0 || word.Ways[^1] != way)
                word.Ways.Add(way);
        }
    }

    private static bool IsRepeated(IReadOnlyList<Token> tokens, int at)
    {
        for (var before = 0; before < at; before++)
        {
            if (tokens[before].Text == tokens[at].Text)
                return true;
        }

        return false;
    }
}
